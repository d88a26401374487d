"""The Monday list: what waits for one person, section by section, what costs the most views first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prospect.audit.footfall import most_read, views_of
from prospect.catalogue.models import Figure
from prospect.desk.completeness import missing_words
from prospect.desk.findings import findings_for
from prospect.desk.kinds import KINDS
from prospect.desk.suggested import suggestions_to_answer, without_news
from prospect.editing.due import due_by, title_of, value_of
from prospect.editing.models import Doubt
from prospect.languages.numbers import day as say_day
from prospect.partners.models import Person, Terms
from prospect.records.models import Dossier, Revision, State, Unsaved
from prospect.records.scope import EVERYWHERE

MOST = 15  # rows of a section; the rest is counted


@dataclass
class Item:
    """One thing to do: where it opens, and the address of a POST that does it, if one click can."""

    name: str
    words: str
    address: str
    page: tuple[str, str] | None = None  # kind and key of the public page it stands on
    done_by: str = ""
    views: int = 0


@dataclass
class Section:
    """One part of the list; ``left`` is how many more there are than are shown."""

    code: str
    title: str
    items: list[Item] = field(default_factory=list)
    wholes: list[tuple[str, str]] = field(
        default_factory=list
    )  # area and the address for all of it
    left: int = 0


def monday_list(person: Person, areas: Sequence[Any]) -> list[Section]:
    """Return the sections that hold something, in the order they are to be worked through.

    ``areas`` are those the person sees.
    """
    today = timezone.localdate()
    sections = [
        Section("suggestions", _("Suggestions to answer"), suggestions_to_answer(person, Item)),
        overdue(person, today), waiting(person), drafts(person), unsaved(person),
        translations(person, areas),
        Section("faults", _("Found by checks"), findings_for(person, areas, Item)),
        Section("stalled", _("Initiatives without news"), without_news(person, Item)),
    ]  # fmt: skip
    views = views_of({item.page for one in sections for item in one.items if item.page})
    for one in sections:
        for item in one.items:
            item.views = views.get(item.page, 0) if item.page else 0
        one.items.sort(key=lambda item: -item.views)
        one.left += max(0, len(one.items) - MOST)
        del one.items[MOST:]
    return [one for one in sections if one.items]


def overdue(person: Person, today: date) -> Section:
    """Return the facts to be confirmed, and those of which somebody said they no longer hold."""
    if not person.scope("edit"):
        return Section("overdue", "")
    doubts = {one.record: one for one in Doubt.objects.filter(kind="figure", settled_at=None)}
    doubted = Figure.objects.filter(pk__in=list(doubts)).editable_by(person)
    facts = {fact.pk: fact for fact in due_by(Figure, today).editable_by(person)}
    facts |= {fact.pk: fact for fact in doubted.select_related("area__partner", "industry")}
    section = Section("overdue", _("Facts to confirm"))
    section.items = [_fact(fact, doubts.get(pk)) for pk, fact in facts.items()]
    areas = [fact.area for fact in facts.values() if fact.area and fact.pk not in doubts]
    section.wholes = [
        (str(area.name), reverse("desk:confirm_facts", args=[area.key]))
        for area in {area.pk: area for area in areas}.values()
        if sum(other.pk == area.pk for other in areas) > 1
    ]
    return section


def waiting(person: Person) -> Section:
    """Return what others have written and this person may approve."""
    alone = Terms.objects.filter(two_pairs_of_eyes=False).values("partner")
    own = Q(changed_by=person.email) & ~Q(partner__in=alone)
    rows = Dossier.objects.open_to(person, "review").filter(state=State.IN_REVIEW, publish_at=None)
    shown, left = _first(most_read(rows.exclude(own)).order_by("-read", "changed_at"))
    items = [_dossier(one, one.changed_by) for one in shown]
    return Section("review", _("Waiting for your review"), items, left=left)


def drafts(person: Person) -> Section:
    """Return the drafts this person has written at, those that were sent back with the reason."""
    newest = Revision.objects.filter(dossier=OuterRef("pk"), number=OuterRef("number"))
    mine = Revision.objects.filter(by=person.email, content__isnull=False).values("dossier")
    rows = Dossier.objects.open_to(person, "edit").filter(state=State.DRAFT, pk__in=mine)
    rows = rows.annotate(
        back=Exists(newest.filter(verb="send_back")), why=Subquery(newest.values("note")[:1])
    )
    shown, left = _first(most_read(rows).order_by("-read", "-back", "-changed_at"))
    items = []
    for one in shown:
        words = _("Sent back: {why}").format(why=one.why) if one.back else _("Your draft")
        items.append(_dossier(one, words))
    return Section("drafts", _("Sent back, and your drafts"), items, left=left)


def _first(rows: Any) -> tuple[list[Any], int]:
    """Return the rows of a queryset that are shown, and how many more there are."""
    shown = list(rows.annotate(total=Window(Count("pk")))[:MOST])
    return shown, shown[0].total - len(shown) if shown else 0


def unsaved(person: Person) -> Section:
    """Return forms this person typed into and did not save."""
    items = [
        Item(
            f"{KINDS.label(one.kind)}: {one.key}",
            _("Typed on {day}, not saved").format(day=say_day(timezone.localdate(one.kept_at))),
            reverse("desk:record", args=[one.kind, one.key]) + "?unsaved", (one.kind, one.key),
        )
        for one in Unsaved.objects.filter(by=person.email).order_by("kept_at")
        if one.kind in KINDS
    ]  # fmt: skip
    return Section("unsaved", _("Typed and not saved"), items)


def translations(person: Person, areas: Iterable[Any]) -> Section:
    """Return areas that lack words, by language, those that lack most first."""
    scope = person.scope("edit")
    mine = [one for one in areas if scope == EVERYWHERE or one.partner_id in scope]
    gaps = [(area, missing) for area in mine if (missing := missing_words(area))]
    gaps.sort(key=lambda gap: (-sum(len(parts) for _code, parts in gap[1]), str(gap[0].name)))
    items = [
        Item(
            str(area.name), _say_missing(missing),
            reverse("desk:record", args=["area", area.key]), ("area", area.key),
        )
        for area, missing in gaps
    ]  # fmt: skip
    return Section("translations", _("Missing translations"), items)


def _say_missing(missing: Iterable[tuple[str, list[str]]]) -> str:
    return " · ".join(f"{language}: {', '.join(parts)}" for language, parts in missing)


def _fact(fact: Any, doubt: Doubt | None) -> Item:
    words = f"{value_of(fact)} · " if value_of(fact) else ""
    if doubt:
        words += _("{who} says it is no longer true").format(who=doubt.by)
        words += f": {doubt.words}" if doubt.words else ""
    else:
        words += _("to be confirmed by {day}").format(day=say_day(fact.review_by))
    whole = ("area", fact.area.key) if fact.area else ("industry", fact.industry.key)
    return Item(
        title_of(fact), words, reverse("desk:record", args=["figure", fact.key]), whole,
        done_by=reverse("desk:confirm", args=["figure", fact.key]),
    )  # fmt: skip


def _dossier(one: Dossier, words: str) -> Item:
    name = f"{KINDS.label(one.kind)}: {one.name or one.key}"
    return Item(name, words, reverse("desk:record", args=[one.kind, one.key]), (one.kind, one.key))
