"""Whom to ask, in the order an investor needs them: organisations only, never persons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language_info, gettext

from prospect.catalogue.models import Area, Organisation, Region
from prospect.languages.numbers import listing
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.records.models import published
from prospect.registers.kinds import ROLES

DEVELOPERS = ("land_owner", "area_developer")
REGISTERS = ("plan_register", "plan_data_platform")
_LEGAL_FORM = re.compile(r" (I/S|P/S|A/S|K/S|ApS|AB)$")


@dataclass(frozen=True)
class Contact:
    """One organisation: what it does for an investor, its languages where known, its host.

    ``answer_days``: working days within which the office of a partner promises to answer.
    """

    key: str
    name: Text
    roles: list[Any]
    summary: Text
    host: str
    languages: str = ""
    answer_days: int | None = None


@dataclass(frozen=True)
class Card:
    """The contacts of an area or a site, first to last; ``many``: several municipalities plan."""

    contacts: list[Contact] = field(default_factory=list)
    registers: list[Organisation] = field(default_factory=list)
    authority: Contact | None = None
    many: bool = False

    @property
    def first(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None


def card_for(country: str, partner: Partner | None, area: Area | None) -> Card:
    """Return first contact, business office, land and area companies, and plan authority."""
    found = _organisations(partner)
    usable = [o for o in found.values() if country in o.country.split("/")]
    first = [o for o in usable if o.role == "first_contact_investor"]
    office = found.get(partner.office) if partner else None
    developers = [o for o in usable if area and partner and develops(o, area, partner)]
    authorities = _authorities(usable, partner)
    contacts = [_tell(o) for o in first]
    contacts += [_tell(office, partner)] if office else []
    contacts += [_tell(o) for o in developers if o != office]
    contacts = _merge(contacts, authorities)
    return Card(
        contacts=contacts,
        registers=[o for o in usable if o.role in REGISTERS],
        authority=authorities[-1] if authorities else None,
        many=bool(partner and partner.kind != "municipality"),
    )


def _organisations(partner: Partner | None) -> dict[str, Organisation]:
    """Return the organisations a card may name, by key; first contacts are those of the region."""
    region = published(Region).only("first_contacts").get()
    wanted = Q(key__in=region.first_contacts) | Q(
        role__in=(*DEVELOPERS, "plan_authority", *REGISTERS)
    )
    if partner and partner.office:
        wanted |= Q(key=partner.office)
    return {
        organisation.key: organisation for organisation in published(Organisation).filter(wanted)
    }


def develops(organisation: Organisation, area: Area, partner: Partner) -> bool:
    """Return whether an organisation owns or develops an area: by host, name or what it serves."""
    if organisation.role not in DEVELOPERS:
        return False
    if area.official_host == organisation.official_host != partner.official_host:
        return True
    own = {core_name(words) for words in organisation.name.values()}
    if organisation.role == "land_owner":  # a city's land office goes by the city's name in owners
        own |= {core_name(words.partition(",")[0]) for words in organisation.name.values()}
    owners = {core_name(owner) for owner in area.owners}
    served = {core_name(place) for cell in organisation.serves for place in cell.split(",")}
    return bool(own & owners) or bool(served & {core_name(words) for words in area.name.values()})


def core_name(name: str) -> str:
    """Return a name without brackets and legal form, as in 'Carlsberg Byen P/S (PFA)'."""
    bare = re.sub(r"\s*\([^)]*\)?", "", name).strip()
    return _LEGAL_FORM.sub("", bare).casefold()


def _authorities(usable: list[Organisation], partner: Partner | None) -> list[Contact]:
    if partner is None or partner.kind != "municipality":
        return []
    names = set(partner.short_name.values())
    found = [o for o in usable if o.role == "plan_authority" and names & set(o.serves)]
    if found:
        return [_tell(o, partner) for o in found]
    return [
        Contact(
            key=partner.key,
            name=partner.name,
            roles=[ROLES["plan_authority"].label],
            summary=Text(),
            host=partner.official_host,
            languages=language_words(partner.languages),
        )
    ]


def _merge(contacts: list[Contact], more: Iterable[Contact]) -> list[Contact]:
    """Return both lists, an organisation of the same name and host told once with all its roles."""
    merged = list(contacts)
    for extra in more:
        same = next((c for c in merged if c.name == extra.name and c.host == extra.host), None)
        if same:
            same.roles.extend(extra.roles)
        else:
            merged.append(extra)
    return merged


def _tell(organisation: Organisation, partner: Partner | None = None) -> Contact:
    return Contact(
        key=organisation.key,
        name=organisation.name,
        roles=[ROLES.label(organisation.role)],
        summary=organisation.summary,
        host=organisation.official_host,
        languages=language_words(partner.languages) if partner else "",
        answer_days=partner.answer_days if partner and partner.office == organisation.key else None,
    )


def contact_of(organisation: Organisation, partner: Partner | None) -> Contact:
    """Return the organisation that answers for a site; languages only of a municipality's own."""
    same = partner is not None and partner.official_host == organisation.official_host
    return _tell(organisation, partner if same else None)


def language_words(codes: Iterable[str]) -> str:
    """Return languages as 'Danish and English' in the reader's language."""
    return listing([gettext(get_language_info(code)["name"]) for code in codes])
