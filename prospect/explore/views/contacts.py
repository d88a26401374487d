"""Whom to contact: by what one wants, with both countries side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, gettext

from prospect.catalogue.models import Organisation
from prospect.catalogue.municipalities import Names, names_for
from prospect.explore.freshness import freshness_by_partner
from prospect.explore.topics import TOPICS, Topic
from prospect.languages.folding import collation_key
from prospect.languages.numbers import listing
from prospect.partners.models import Partner
from prospect.records.models import published
from prospect.registers.countries import COUNTRIES
from prospect.registers.kinds import LEVELS, ROLES

BOTH = "DK/SE"


def index(request: HttpRequest) -> HttpResponse:
    """Show every organisation under the errand it answers."""
    partners = list(published(Partner).order_by("pk"))
    organisations = list(published(Organisation).order_by("pk"))
    names = names_for(partners)
    context = {
        "section": "contacts",
        "topics": [_topic(topic, organisations, names) for topic in TOPICS.values()],
        "offices": _offices(partners, organisations),
        "crumbs": [(gettext("Home"), reverse("explore:home")), (gettext("Contacts"), "")],
    }
    return render(request, "explore/contacts.html", context)


def _topic(topic: Topic, organisations: list[Organisation], names: Names) -> dict[str, Any]:
    mine = [o for role in topic.roles for o in organisations if o.role == role]
    cards = [_card(organisation, names) for organisation in mine]
    columns = [
        {"label": line.label, "cards": [c for c in cards if c["organisation"].country == code]}
        for code, line in COUNTRIES.items()
    ]
    both = [card for card in cards if card["organisation"].country == BOTH]
    return {"topic": topic, "columns": columns, "both": both}


def _card(organisation: Organisation, names: Names) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "role": ROLES.label(organisation.role),
        "level": LEVELS.label(organisation.level),
        "serves": _serves(organisation, names),
    }


def _serves(organisation: Organisation, names: Names) -> str:
    """Return whom an organisation serves; words kept in English only are shown in English only.

    The summary of each organisation says the same in every language.
    """
    served = [names.get(part, part) for part in organisation.serves]
    known = all(part in names for part in organisation.serves)
    return listing(served) if known or get_language() == "en" else ""


def _offices(partners: list[Partner], organisations: list[Organisation]) -> list[dict[str, Any]]:
    by_key, language = {o.key: o for o in organisations}, get_language() or "en"
    fresh = freshness_by_partner()
    return [
        {
            "label": line.label,
            "rows": [
                {
                    "partner": p, "office": by_key.get(p.office), "languages": _languages(p),
                    "fresh": fresh.get(p.pk),
                }
                for p in sorted(partners, key=lambda p: collation_key(str(p.short_name), language))
                if p.country == code and p.office in by_key
            ],
        }
        for code, line in COUNTRIES.items()
    ]  # fmt: skip


def _languages(partner: Partner) -> str:
    return listing([gettext(get_language_info(code)["name"]) for code in partner.languages])
