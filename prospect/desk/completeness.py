"""Which words of an area are missing in which language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from prospect.catalogue.models import Area
from prospect.records.models import Holder

PARTS = {
    "name": gettext_lazy("name"),
    "summary": gettext_lazy("summary"),
    "body": gettext_lazy("text"),
}
UNREAD = ("outline", "note", "source_urls", "owners", "stations", "transit_lines")


@dataclass(frozen=True)
class Row:
    """One area, with the parts that are missing by language."""

    area: Area
    missing: list[tuple[str, list[str]]]

    @property
    def number(self) -> int:
        return sum(len(parts) for _language, parts in self.missing)


def areas_with_gaps(holder: Holder) -> list[Row]:
    """Return the areas somebody may see the drafts of, the most incomplete first."""
    areas = Area.objects.open_to(holder, "read").select_related("partner").defer(*UNREAD)
    rows = [Row(area, missing_words(area)) for area in areas]
    return sorted(rows, key=lambda row: (-row.number, str(row.area.name)))


def missing_words(area: Area) -> list[tuple[str, list[str]]]:
    """Return language and missing parts, such as ('sv', ['text']); languages without any left out."""
    found = []
    for language, _name in settings.LANGUAGES:
        parts = [
            gettext(str(label))
            for part, label in PARTS.items()
            if not getattr(area, part).get(language)
        ]
        if parts:
            found.append((language, parts))
    return found
