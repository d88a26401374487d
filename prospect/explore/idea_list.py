"""The idea catalogue as asked for: one filter, and the same initiatives as cards, table, matrix or map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.languages.folding import collation_key, fold, words_of
from prospect.records.models import published
from prospect.registers.base import Line, Register
from prospect.registers.initiatives import BARRIERS, INITIATIVE_KINDS, LEAST, MOST, PROGRESS
from prospect.registers.sectors import SECTORS
from prospect.strategy.models import Initiative, Priority

VIEWS: Register[Line] = Register(
    Line("cards", pgettext_lazy("ideas", "Cards")),
    Line("table", pgettext_lazy("ideas", "Table")),
    Line("matrix", _("Effect and effort")),
    Line("map", pgettext_lazy("ideas", "Map")),
)
UNTOLD = "untold"  # what is asked for where no source says how far an initiative has come
LONGEST_SEARCH = 100  # signs
FACETS: dict[str, tuple[Any, Any]] = {  # what it is called, and its codes
    "progress": (_("How far"), PROGRESS),
    "kind": (_("Kind"), INITIATIVE_KINDS),
    "sector": (pgettext_lazy("facet", "Industry"), SECTORS),
    "barrier": (_("What it removes"), BARRIERS),
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet that some initiative has, with how many have it."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Cell:
    """One field of the matrix, ``effect`` and ``effort`` from 1 to 5."""

    effect: int
    effort: int
    ideas: list[Initiative]


@dataclass(frozen=True)
class IdeaList:
    """What a reader asks of the catalogue; what is not understood is left out, not refused."""

    given: Mapping[str, str]
    priorities: dict[int | None, Priority] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "IdeaList":
        return cls(given, {one.pk: one for one in published(Priority).order_by("number", "pk")})

    @cached_property
    def asked(self) -> dict[str, str]:
        """The filters in use, by name, in the order they stand in addresses."""
        keys = {one.key for one in self.priorities.values()}
        found = {"q": " ".join(self.given.get("q", "").split())[:LONGEST_SEARCH]}
        found["priority"] = code if (code := self.given.get("priority", "")) in keys else ""
        for name, (_label, register) in FACETS.items():
            code = self.given.get(name, "")
            known = code in register or (name == "progress" and code == UNTOLD)
            found[name] = code if known else ""
        return {name: value for name, value in found.items() if value}

    @cached_property
    def view(self) -> str:
        wanted = self.given.get("view", "")
        return wanted if wanted in VIEWS else "cards"

    @cached_property
    def every(self) -> list[Initiative]:
        """All initiatives of the release, by priority and then by name."""
        language = (get_language() or "en")[:2]
        order = {pk: place for place, pk in enumerate(self.priorities)}
        rows = list(published(Initiative).defer("problem", "body", "source_urls"))
        rows.sort(key=lambda one: collation_key(str(one.name), language))
        rows.sort(key=lambda one: order.get(one.priority_id, len(order)))
        for one in rows:
            one.priority = self.priorities.get(one.priority_id)
        return rows

    @cached_property
    def found(self) -> list[Initiative]:
        """What fits every filter."""
        return [one for one in self.every if all(self._fits(one, name) for name in self.asked)]

    @cached_property
    def facets(self) -> list[tuple[str, Any, list[Choice]]]:
        """Each facet with its values; a count says how many there would be with the other filters."""
        found = []
        for name, (label, register) in FACETS.items():
            counts = self._counts(name)
            codes = [code for code in (*register, UNTOLD) if counts[code]]
            choices = [
                Choice(
                    code, self._label(register, code), counts[code], self.asked.get(name) == code
                )
                for code in codes
            ]
            if choices:
                found.append((name, label, choices))
        return found

    @cached_property
    def doors(self) -> list[tuple[Priority, int, bool]]:
        """Each priority with how many initiatives it has under the other filters."""
        counts = self._counts("priority")
        chosen = self.asked.get("priority")
        return [(one, counts[one.key], one.key == chosen) for one in self.priorities.values()]

    @cached_property
    def matrix(self) -> list[list[Cell]]:
        """Rows from much effect to little, in each fields from little effort to much."""
        return [
            [
                Cell(effect, effort, [one for one in self.judged if (one.effect, one.effort) == (effect, effort)])
                for effort in range(LEAST, MOST + 1)
            ]
            for effect in range(MOST, LEAST - 1, -1)
        ]  # fmt: skip

    @cached_property
    def judged(self) -> list[Initiative]:
        return [one for one in self.found if one.effect and one.effort]

    def address(self, **other: str) -> str:
        """Return the query with some of it changed; an empty value leaves a filter out."""
        view = {"view": self.view} if self.view != "cards" else {}
        asked = {**self.asked, **view, **other}
        asked = {name: value for name, value in asked.items() if value and value != "cards"}
        return f"?{urlencode(asked)}" if asked else "?"

    @property
    def views(self) -> list[tuple[str, Any, str, bool]]:
        return [
            (code, line.label, self.address(view=code), code == self.view)
            for code, line in VIEWS.items()
        ]

    def _counts(self, name: str) -> "Counter[str]":
        others = [other for other in self.asked if other != name]
        counts: Counter[str] = Counter()
        for one in self.every:
            if all(self._fits(one, other) for other in others):
                counts.update(_codes(one, name))
        return counts

    def _fits(self, one: Initiative, name: str) -> bool:
        if name != "q":
            return self.asked[name] in _codes(one, name)
        said = " ".join(map(fold, words_of(" ".join([*one.name.values(), *one.summary.values()]))))
        return all(term in said for term in map(fold, words_of(self.asked["q"])))

    def _label(self, register: Any, code: str) -> str:
        return str(_("No source says")) if code == UNTOLD else str(register.label(code))


def tell_progress(initiatives: Iterable[Initiative]) -> list[tuple[str, int]]:
    """Return how many initiatives have come how far: those of which no source says it stand last."""
    counts = Counter(one.progress for one in initiatives)
    found = [(PROGRESS.label(code), counts[code]) for code in PROGRESS if counts[code]]
    return [*found, (str(_("No source says")), counts[""])] if counts[""] else found


def _codes(one: Initiative, name: str) -> tuple[str, ...]:
    if name == "priority":
        return (one.priority.key,) if one.priority else ()
    if name == "sector":
        return one.sectors
    if name == "progress":
        return (one.progress or UNTOLD,)
    return (getattr(one, name),)
