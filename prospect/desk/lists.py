"""The list of records of one kind: what is found, in order, and the rows of a page.

To find and order, few columns of every row are read, as they are stored; the rows of the page
follow whole.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language, gettext

from prospect.desk.asked import WRITTEN, Asked
from prospect.desk.kinds import Kind
from prospect.editing.bulk import newest_of
from prospect.languages.folding import collation_key, fold, words_of
from prospect.languages.text import Text
from prospect.partners.models import Partner, Person
from prospect.records.models import Dossier, Revision, State
from prospect.records.transitions import STATES as STATE_LINES

PAGE_SIZE = 50
KNOWN_NAMES = 20_000  # names whose words and order a process keeps in mind
WORDS = ("name", "summary", "body")


@dataclass(slots=True)
class Line:
    """One record of a list: as little of it as orders and filters need, as it is stored."""

    pk: int
    key: str
    said: str  # its name as JSON; that of the newest draft
    state: str  # of its own row
    confirmed: str | None
    partner: int | None
    dossier: int = 0
    standing: str = ""  # the state of the newest that was written
    number: int = 0
    changed: str = ""  # when, as it is stored: UTC
    record: Any = field(default=None, repr=False)  # whole, once its page is shown
    partner_name: Any = None

    @property
    def name(self) -> Text:
        return _name(self.said)

    @property
    def changed_at(self) -> datetime | None:
        moment = datetime.fromisoformat(self.changed) if self.changed else None
        return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment

    @property
    def newer(self) -> bool:
        """Whether a draft is under way of what the public reads."""
        return self.state == State.PUBLISHED and self.standing in (State.DRAFT, State.IN_REVIEW)

    @property
    def fresh(self) -> str:
        """What a tick in the list says: the key, and the number of the revision shown."""
        return f"{self.key}:{self.number}"


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
        lines = self._lines
        if asked := self.asked.state:
            lines = [
                line for line in lines
                if (line.newer if asked == WRITTEN else line.standing == asked)
            ]  # fmt: skip
        if terms := [term for term in map(fold, words_of(self.asked.q)) if term]:
            texts = [(line, _searched(line.key, line.said)) for line in lines]
            lines = [line for line, text in texts if all(term in text for term in terms)]
        if self.asked.missing:
            lines = self._lacking(lines, self.asked.missing)
        return self._ordered(lines)

    @cached_property
    def page(self) -> Page[Line]:
        """The page asked for, its records whole but for outline and long text."""
        page = Paginator(self.found, PAGE_SIZE).get_page(self.asked.page)
        rows = self._rows.filter(pk__in=[line.pk for line in page])
        if self.kind.within:
            rows = rows.select_related(self.kind.within).defer(f"{self.kind.within}__outline")
        whole = {row.pk: row for row in rows.defer(*sorted(self._names & {"outline", "body"}))}
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
    def seen(self) -> int:
        """The newest revision there is: what is done later with all that match is done with this state."""
        return max((newest for _record, newest, *_rest in self._dossiers[:1]), default=0)

    @property
    def earlier(self) -> str:
        return self.asked.address(page=str(self.page.number - 1))

    @property
    def later(self) -> str:
        return self.asked.address(page=str(self.page.number + 1))

    @property
    def _rows(self) -> Any:
        return self.kind.model.objects.open_to(self.person, "read")

    @cached_property
    def _names(self) -> set[str]:
        return {one.name for one in self.kind.model._meta.concrete_fields}

    @cached_property
    def _lines(self) -> list[Line]:
        rows, asked = self._rows.order_by(), self.asked
        if asked.unconfirmed:
            rows = rows.filter(confirmed_on=None)
        path = self.kind.model.partner_path
        if asked.partner:
            wanted = [one.pk for one in self.partners.values() if one.key == asked.partner]
            rows = rows.filter(**{f"{path}__in": wanted}) if path else rows.none()
        called = "name" if "name" in self._names else "alt"  # a picture is called what it shows
        rows = rows.annotate(said=_stored(called), day=_stored("confirmed_on")).values_list(
            "pk",
            "key",
            "said",
            "state",
            "day",
            F(path) if path else Value(None, models.BigIntegerField()),
        )
        dossiers = {record: rest for record, _newest, *rest in self._dossiers}
        return [_line(row, dossiers.get(row[0])) for row in rows]

    @cached_property
    def _dossiers(self) -> list[Any]:
        """Where the editing of each record stands, and the newest revision of all."""
        newest = Revision.objects.order_by("-pk").values("pk")[:1]
        held = Dossier.objects.filter(kind=self.kind.code).annotate(
            newest=Subquery(newest), said=_stored("name"), moment=_stored("changed_at")
        )
        return list(held.values_list("record", "newest", "pk", "state", "number", "moment", "said"))

    def _lacking(self, lines: list[Line], language: str) -> list[Line]:
        """Return those whose words are there in another language and not in this one."""
        words = [name for name in WORDS if name in self._names]
        rows = self._rows.annotate(**{f"{name}_said": _stored(name) for name in words})
        own, drafted = Q(), Q()
        for name in words:  # a Text keeps only languages that have words
            there = Q((f"{name}_said__contains", f'"{language}": '))
            own |= ~there & ~Q((f"{name}_said", "{}"))
            others = [code for code, _name in settings.LANGUAGES if code != language]
            drafted |= ~Q((f"content__{name}__has_key", language)) & Q(
                (f"content__{name}__has_any_keys", others)
            )
        public = set(rows.filter(own).values_list("pk", flat=True))
        drafts = set(newest_of(self.kind.code).filter(drafted).values_list("dossier", flat=True))
        return [
            line for line in lines
            if (line.dossier in drafts if line.newer else line.pk in public)
        ]  # fmt: skip

    def _ordered(self, lines: list[Line]) -> list[Line]:
        sort, language = self.asked.sort.lstrip("-"), (get_language() or "en")[:2]
        partners = {pk: str(one.short_name).lower() for pk, one in self.partners.items()}
        keys: dict[str, Any] = {
            "name": lambda line: (_collated(line.key, line.said, language), line.key),
            "changed": lambda line: line.changed,
            "confirmed": lambda line: line.confirmed or "",
            "partner": lambda line: partners.get(line.partner, ""),
        }
        lines = sorted(lines, key=keys["name"])
        if self.asked.sort != "name":
            lines.sort(key=keys[sort], reverse=self.asked.sort.startswith("-"))
        return lines


def _stored(name: str) -> Cast:
    """Return a column as the text it is stored as, which is quicker than what Python makes of it."""
    return Cast(name, models.TextField())


def _line(row: Any, held: list[Any] | None) -> Line:
    pk, key, said, state, day, partner = row
    if held is None:
        return Line(pk, key, said, state, day, partner, standing=state)
    dossier, standing, number, moment, name = held
    name = name if name not in ("", "{}") else said
    return Line(pk, key, name, state, day, partner, dossier, standing, number, moment)


@lru_cache(maxsize=KNOWN_NAMES)
def _searched(key: str, said: str) -> str:
    """Return what a search looks in: the key and the names in every language, folded."""
    words = words_of(" ".join([key.replace("_", " "), *_name(said).values()]))
    return " ".join(map(fold, words))


@lru_cache(maxsize=KNOWN_NAMES)
def _collated(key: str, said: str, language: str) -> str:
    """Return what orders a name among others, in the reader's language."""
    return collation_key(_name(said).spoken(language).words or key, language)


def _name(said: str) -> Text:
    return Text.stored(json.loads(said or "{}"))
