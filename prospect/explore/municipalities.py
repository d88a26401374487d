"""Names of municipalities as the reader knows them: Copenhagen, København, Köpenhamn."""

from collections.abc import Iterable

from prospect.partners.models import Partner
from prospect.records.models import published

Names = dict[str, str]


def names_for(partners: Iterable[Partner] | None = None) -> Names:
    """Return the name in the reader's language by the name in any language."""
    found = published(Partner).only("short_name") if partners is None else partners
    return {
        word: str(partner.short_name) for partner in found for word in partner.short_name.values()
    }


def spoken(local: str, names: Names) -> str:
    """Return 'København/Malmö' in the reader's names; unknown ones stay as they are."""
    return "/".join(names.get(part, part) for part in local.split("/"))
