"""The story as a page tells it: each chapter with its figures filled in, its view and what it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from prospect.catalogue.models import Area, Place
from prospect.explore.live_figures import Chart, Ledger, LiveFigure
from prospect.records.models import published
from prospect.registers.stages import YEARS
from prospect.registers.story import DOORS
from prospect.story.models import Chapter
from prospect.story.scenes import CODE, codes_in

DOOR_PAGES = {
    "map": "explore:map", "areas": "explore:areas", "opportunities": "explore:opportunities",
    "industries": "explore:industries", "places": "explore:places", "strategy": "explore:strategy",
    "ideas": "explore:ideas", "build_out": "explore:build_out", "one_plan": "explore:one_plan",
    "contacts": "explore:contacts",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A chapter in the reader's language; what its release does not hold is left out."""

    chapter: Chapter
    ledger: Ledger
    areas: tuple[Area, ...]
    places: tuple[Place, ...]

    @cached_property
    def words(self) -> str:
        return self.chapter.body.spoken().words

    @cached_property
    def body(self) -> SafeString:
        """The text with its figures, words only, never markup."""
        parts = [part.strip() for part in self.words.split("\n\n") if part.strip()]
        spoken = self.chapter.body.spoken()
        language = format_html(' lang="{}"', spoken.language) if spoken.is_fallback else ""
        return format_html_join(
            "", "<p{}>{}</p>", ((language, self._with_figures(part)) for part in parts)
        )

    def _with_figures(self, words: str) -> SafeString:
        pieces: list[Any] = []
        at = 0
        for match in CODE.finditer(words):
            pieces += [words[at : match.start()], self._value(match[1])]
            at = match.end()
        return format_html_join("", "{}", ((piece,) for piece in (*pieces, words[at:])))

    def _value(self, code: str) -> SafeString:
        found = self.ledger.figure(code)
        if found is None:
            words = pgettext("a figure in a text", "not recorded")
            return format_html('<span class="none">({})</span>', words)
        return format_html('<span class="live">{}</span>', found.value)

    @cached_property
    def plain(self) -> str:
        """The text without its paragraphs and markup, for what shows one sentence of it."""

        def value(match: Any) -> str:
            found = self.ledger.figure(match[1])
            return found.value if found else pgettext("a figure in a text", "not recorded")

        return CODE.sub(value, " ".join(self.words.split()))

    @cached_property
    def figures(self) -> list[LiveFigure]:
        """The figures shown large."""
        return [one for code in self.chapter.figures if (one := self.ledger.figure(code))]

    @cached_property
    def rests_on(self) -> list[LiveFigure]:
        """Every figure of the chapter, each once."""
        codes = dict.fromkeys([*self.chapter.figures, *codes_in(self.words)])
        return [one for code in codes if (one := self.ledger.figure(code))]

    @cached_property
    def chart(self) -> Chart | None:
        return self.ledger.chart(self.chapter.chart)

    @property
    def year(self) -> str:
        """The stop of the timeline, or 'today'."""
        return str(self.chapter.year) if self.chapter.year else YEARS[0]

    @cached_property
    def seen(self) -> str:
        """What the map shows, for those who do not see it."""
        names = [*(str(one.name) for one in self.areas), *(str(one.name) for one in self.places)]
        where = (
            gettext("Map of {names}.").format(names=", ".join(names))
            if names
            else gettext("Map of the region.")
        )
        if self.chapter.year:
            where += " " + gettext("As expected in {year}.").format(year=self.chapter.year)
        return where

    @property
    def scene(self) -> dict[str, Any]:
        """What the map element is told of it."""
        one = self.chapter
        return {
            "at": [one.lon, one.lat, one.zoom], "year": self.year,
            "lit": [area.key for area in self.areas],
        }  # fmt: skip

    @property
    def map_address(self) -> str:
        """The map at the same view and year."""
        one = self.chapter
        query: dict[str, str] = {"at": f"{one.lon},{one.lat},{one.zoom}"}
        if one.year and str(one.year) in YEARS:
            query["year"] = str(one.year)
        return f"{reverse('explore:map')}?{urlencode(query, safe=',')}"

    @property
    def door(self) -> tuple[str, str] | None:
        """Where it leads on to: words and address."""
        code = self.chapter.door
        return (DOORS.label(code), reverse(DOOR_PAGES[code])) if code in DOOR_PAGES else None


def tell(chapters: Iterable[Chapter]) -> list[Told]:
    """Return chapters as they are told, over one reading of the release."""
    rows = list(chapters)
    ledger = Ledger(
        code for one in rows for code in (*one.figures, *codes_in(one.body.spoken().words))
    )
    named = {key for one in rows for key in (*one.areas, *one.places)}
    areas = {one.key: one for one in ledger.areas if one.key in named}
    found = published(Place).filter(key__in=named).only("key", "name")
    places = {one.key: one for one in found}
    return [
        Told(
            one, ledger,
            tuple(areas[key] for key in one.areas if key in areas),
            tuple(places[key] for key in one.places if key in places),
        )
        for one in rows
    ]  # fmt: skip


def chapters() -> list[Chapter]:
    """Return the chapters of the current release in their order."""
    return list(published(Chapter).order_by("number", "pk"))
