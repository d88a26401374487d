"""The list of records of one kind: what was asked of it, what is found, and the rows of a page.

To find and order, only few columns of every row are read; the rows of the page follow whole.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import get_language, gettext

from prospect.catalogue.models import Area
from prospect.desk.kinds import Kind
from prospect.editing.bulk import contents_of
from prospect.languages.folding import collation_keys, fold, words_of
from prospect.partners.models import Partner, Person
from prospect.records.models import Dossier, State
from prospect.records.transitions import STATES as STATE_LINES

PAGE_SIZE = 50
WRITTEN = "written"  # a state to ask for: a newer draft of what the public reads
STATES = (*State.values, WRITTEN)
SORTS = ("name", "changed", "confirmed", "partner")
WORDS = ("name", "summary", "body")
LIGHT = ("key", "state", "confirmed_on")


@dataclass(frozen=True)
class Asked:
    """What was asked of a list; what is not understood is left out."""

    q: str = ""
    state: str = ""
    partner: str = ""
    unconfirmed: str = ""
    missing: str = ""
    sort: str = "name"
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        given = {
            "q": query.get("q", "").strip()[:100], "state": _one_of(query, "state", STATES),
            "partner": query.get("partner", "")[:100],
            "unconfirmed": _one_of(query, "unconfirmed", ("yes",)),
            "missing": _one_of(query, "missing", [code for code, _name in settings.LANGUAGES]),
            "sort": _one_of(query, "sort", [*SORTS, *(f"-{sort}" for sort in SORTS)]) or "name",
            "page": query.get("page", "1")[:6],
        }  # fmt: skip
        return cls(**given)

    def address(self, **other: str) -> str:
        """Return the query of an address that asks the same but for what is named; the first page."""
        asked = {**self.__dict__, "page": "1", **other}
        kept = {name: value for name, value in asked.items() if value not in ("", DEFAULTS[name])}
        return f"?{urlencode(kept)}"

    @property
    def narrowed(self) -> bool:
        return any((self.q, self.state, self.partner, self.unconfirmed, self.missing))


DEFAULTS = dict(Asked().__dict__)


def _one_of(query: QueryDict, name: str, known: Any) -> str:
    return query.get(name, "") if query.get(name, "") in known else ""


@dataclass(slots=True)
class Line:
    """One record of a list, as little of it as orders and filters need."""

    pk: int
    key: str
    name: Any
    state: str  # of its own row
    confirmed_on: Any
    partner: int | None
    dossier: Dossier | None = None
    record: Any = field(default=None, repr=False)  # whole, once its page is shown
    partner_name: Any = None

    @property
    def standing(self) -> str:
        """The state of the newest that was written."""
        return self.dossier.state if self.dossier else self.state

    @property
    def newer(self) -> bool:
        """Whether a draft is under way of what the public reads."""
        return self.state == State.PUBLISHED and self.standing in (State.DRAFT, State.IN_REVIEW)

    @property
    def number(self) -> int:
        return self.dossier.number if self.dossier else 0

    @property
    def fresh(self) -> str:
        """What a tick in the list says: the key, and the number of the revision shown."""
        return f"{self.key}:{self.number}"

    @property
    def changed_at(self) -> datetime | None:
        return self.dossier.changed_at if self.dossier else None


@dataclass(frozen=True)
class RecordList:
    """The records of a kind that a person may see, as asked for."""

    person: Person
    kind: Kind
    asked: Asked

    @cached_property
    def partners(self) -> dict[int, Partner]:
        """Partners whose records can stand in the list, by primary key."""
        if not self.kind.model.partner_path:
            return {}
        rows = Partner.objects.open_to(self.person, "read").only("key", "short_name")
        return {one.pk: one for one in rows.order_by("key")}

    @cached_property
    def found(self) -> list[Line]:
        """What matches, in order."""
        lines = (
            [one for one in self._lines if self._matches(one)]
            if self.asked.narrowed
            else self._lines
        )
        if self.asked.missing:
            lines = self._lacking(lines, self.asked.missing)
        return self._ordered(lines)

    @cached_property
    def page(self) -> Page[Line]:
        """The page asked for, its records whole but for outline and long text."""
        page = Paginator(self.found, PAGE_SIZE).get_page(self.asked.page)
        rows = self.kind.model.objects.open_to(self.person, "read")
        rows = rows.filter(pk__in=[line.pk for line in page])
        if self.kind.within:
            rows = rows.select_related(self.kind.within).defer(f"{self.kind.within}__outline")
        whole = {row.pk: row for row in rows.defer(*self._heavy)}
        for line in page:
            line.record = whole.get(line.pk)
            partner = self.partners.get(line.partner or 0)
            line.partner_name = partner.short_name if partner else None
        return page

    @cached_property
    def state_choices(self) -> list[tuple[str, Any]]:
        """Each state that can be asked for, with its name."""
        named = [(state, STATE_LINES.label(state)) for state in State.values]
        return [*named, (WRITTEN, gettext("Newer draft under way"))]

    @cached_property
    def orders(self) -> list[tuple[str, str, str, str]]:
        """Each column that orders: its code, its name, the address that orders by it, and how it does now."""
        named = {
            "name": gettext("Name"), "partner": gettext("Partner"), "changed": gettext("Last changed"),
            "confirmed": gettext("Last confirmed"),
        }  # fmt: skip
        now = self.asked.sort
        return [
            (code, label, self.asked.address(sort=f"-{code}" if now == code else code),
             {code: "ascending", f"-{code}": "descending"}.get(now, ""))
            for code, label in named.items() if code != "partner" or self.partners
        ]  # fmt: skip

    @property
    def earlier(self) -> str:
        return self.asked.address(page=str(self.page.number - 1))

    @property
    def later(self) -> str:
        return self.asked.address(page=str(self.page.number + 1))

    @property
    def _heavy(self) -> list[str]:
        names = {one.name for one in self.kind.model._meta.concrete_fields}
        return sorted(names & {"outline", "body"})

    @cached_property
    def _lines(self) -> list[Line]:
        rows = self.kind.model.objects.open_to(self.person, "read")
        names = {one.name for one in self.kind.model._meta.concrete_fields}
        called = "name" if "name" in names else "alt"  # a picture is called what it shows
        wanted = [
            *LIGHT,
            called,
            *(name for name in ("partner", self.kind.within) if name in names),
        ]
        held = Dossier.objects.filter(kind=self.kind.code)
        dossiers = {one.record: one for one in held}
        areas = dict(Area.objects.values_list("pk", "partner_id")) if self.kind.within else {}
        lines = []
        for row in rows.only(*wanted):
            dossier = dossiers.get(row.pk)
            name = dossier.name if dossier and dossier.name else getattr(row, called)
            lines.append(
                Line(row.pk, row.key, name, row.state, row.confirmed_on, self._partner(row, areas), dossier)
            )  # fmt: skip
        return lines

    def _partner(self, row: Any, areas: dict[int, int]) -> int | None:
        if self.kind.within:
            return areas.get(getattr(row, f"{self.kind.within}_id"))
        return row.pk if self.kind.code == "partner" else getattr(row, "partner_id", None)

    def _matches(self, line: Line) -> bool:
        asked = self.asked
        if asked.state and not (line.newer if asked.state == WRITTEN else line.standing == asked.state):  # fmt: skip
            return False
        if asked.unconfirmed and line.confirmed_on is not None:
            return False
        if asked.partner:
            partner = self.partners.get(line.partner or 0)
            if partner is None or partner.key != asked.partner:
                return False
        return all(term in self._words(line) for term in self._terms) if self._terms else True

    @cached_property
    def _terms(self) -> list[str]:
        return [term for term in map(fold, words_of(self.asked.q)) if term]

    def _words(self, line: Line) -> str:
        """Return the words a search looks in: names in every language, and the key."""
        return " ".join(map(fold, words_of(" ".join([line.key.replace("_", " "), *line.name.values()]))))  # fmt: skip

    def _lacking(self, lines: list[Line], language: str) -> list[Line]:
        """Return those whose words are there in another language and not in this one."""
        names = {one.name for one in self.kind.model._meta.concrete_fields}
        words = [name for name in WORDS if name in names]
        rows = self.kind.model.objects.open_to(self.person, "read").only(*words)
        own = {row.pk: {name: getattr(row, name) for name in words} for row in rows}
        drafts = contents_of([one.dossier for one in lines if one.dossier and one.standing != State.PUBLISHED])  # fmt: skip
        found = []
        for line in lines:
            held = {**own.get(line.pk, {}), **(drafts.get(line.dossier.pk, {}) if line.dossier else {})}  # fmt: skip
            if any((held.get(name) or {}) and not held[name].get(language) for name in words):
                found.append(line)
        return found

    def _ordered(self, lines: list[Line]) -> list[Line]:
        sort = self.asked.sort.lstrip("-")
        language = (get_language() or "en")[:2]
        spoken = [line.name.spoken(language).words or line.key for line in lines]
        names = collation_keys(spoken, language)
        by_name = dict(zip((line.pk for line in lines), names, strict=True))
        partners = {pk: str(one.short_name).lower() for pk, one in self.partners.items()}
        keys: dict[str, Any] = {
            "name": lambda line: by_name[line.pk],
            "changed": lambda line: line.changed_at.timestamp() if line.changed_at else 0.0,
            "confirmed": lambda line: line.confirmed_on.toordinal() if line.confirmed_on else 0,
            "partner": lambda line: partners.get(line.partner, ""),
        }
        lines.sort(key=lambda line: (by_name[line.pk], line.key))
        if self.asked.sort == "name":
            return lines
        lines.sort(key=keys[sort], reverse=self.asked.sort.startswith("-"))
        return lines
