"""Municipalities: one key for each, however a record writes it, and its name for the reader."""

from collections.abc import Callable, Iterable
from typing import Any

from prospect.catalogue.models import Place, Station
from prospect.languages.folding import as_key
from prospect.partners.models import Partner
from prospect.records.models import published

Names = dict[str, str]
Rows = Callable[[Any], Any]  # the records of a model that may be read
BOTH = "/"  # parts the municipalities of what lies in two: 'København/Malmö'


def keys_of(written: str, known: Names) -> list[str]:
    """Return the keys of 'København/Malmö'; a municipality that is no partner is keyed by its name."""
    return [known.get(part) or as_key(part) for part in written.split(BOTH)]


def known_keys(partners: Iterable[Partner]) -> Names:
    """Return the key of each municipality that is a partner, by each of its names."""
    return {
        word: partner.key
        for partner in partners
        for word in (*partner.name.values(), *partner.short_name.values())
    }


def names_by_key(rows: Rows = published) -> dict[str, list[str]]:
    """Return all names of each municipality that partners, stations or places speak of."""
    partners = list(rows(Partner))
    names = {p.key: [*p.short_name.values(), *p.name.values()] for p in partners}
    known = known_keys(partners)
    for model in (Station, Place):
        written_names = rows(model).order_by("municipality").values_list("municipality", flat=True)
        for written in written_names.distinct():
            for part in filter(None, written.split(BOTH)):
                names.setdefault(known.get(part) or as_key(part), [part])
    return names


def names_for(partners: Iterable[Partner] | None = None) -> Names:
    """Return the name in the reader's language by the name in any language."""
    found = published(Partner).only("short_name") if partners is None else partners
    return {
        word: str(partner.short_name) for partner in found for word in partner.short_name.values()
    }


def spoken(local: str, names: Names) -> str:
    """Return 'København/Malmö' in the reader's names; unknown ones stay as they are."""
    return BOTH.join(names.get(part, part) for part in local.split(BOTH))
