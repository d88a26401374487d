"""What checks find in what somebody may edit, and what an administrator should know of the machine."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from prospect.catalogue.models import Figure, Opportunity
from prospect.desk.letters import letters_seen_by
from prospect.editing.due import title_of
from prospect.jobs.actions import worker_is_silent
from prospect.jobs.models import Job, JobState
from prospect.partners.models import Person
from prospect.records.models import State
from prospect.records.scope import EVERYWHERE
from prospect.story.models import Chapter
from prospect.story.scenes import Ground, faults_of

MOST = 200  # of one check; more is read from the tables
ITEM = Callable[..., Any]


def findings_for(person: Person, areas: Iterable[Any], item: ITEM) -> list[Any]:
    """Return what checks found, as items; ``areas`` are those the person sees."""
    found = [*_machine(person, item), *_post(person, item)]
    if person.scope("edit"):
        found += [
            *_areas(person, areas, item),
            *_figures(person, item),
            *_opportunities(person, item),
            *_chapters(person, item),
        ]
    return found


def _areas(person: Person, areas: Iterable[Any], item: ITEM) -> Iterator[Any]:
    scope = person.scope("edit")
    for area in areas:
        mine = scope == EVERYWHERE or area.partner_id in scope
        lacking = not area.summary or (not area.outlined and area.kind != "corridor")
        if mine and lacking and area.state == State.PUBLISHED:
            words = _("No outline is drawn.") if area.summary else _("No summary is written.")
            yield item(str(area.name), words, _record("area", area.key), ("area", area.key))


def _figures(person: Person, item: ITEM) -> Iterator[Any]:
    rows = Figure.objects.editable_by(person).filter(state=State.PUBLISHED)
    bare = rows.filter(confidence="sourced", source_urls="")
    for fact in bare.select_related("area", "industry").defer("area__outline")[:MOST]:
        page = ("area", fact.area.key) if fact.area else None
        words = _("Marked as sourced, and no source is given.")
        yield item(title_of(fact), words, _record("figure", fact.key), page)


def _opportunities(person: Person, item: ITEM) -> Iterator[Any]:
    rows = Opportunity.objects.editable_by(person).filter(state=State.PUBLISHED)
    for one in rows.filter(organisation=None, illustrative=False).only("key", "name")[:MOST]:
        words = _("Nobody is named whom a reader can ask.")
        yield item(str(one.name), words, _record("opportunity", one.key), ("opportunity", one.key))


def _chapters(person: Person, item: ITEM) -> Iterator[Any]:
    """Tell those who edit the story of scenes that point to something gone."""
    rows = list(Chapter.objects.editable_by(person).filter(state=State.PUBLISHED)[:MOST])
    if not rows:
        return
    ground = Ground.now()
    for one in rows:
        for fault in faults_of(one, ground):
            yield item(str(one.name), fault, _record("chapter", one.key), ("chapter", one.key))


def _post(person: Person, item: ITEM) -> Iterator[Any]:
    """Tell those who admit people of letters that did not arrive."""
    if not person.scope("manage"):
        return
    for letter in letters_seen_by(person).undelivered().only("to", "last_error", "state")[:MOST]:
        words = _("The letter did not arrive: {why}").format(why=letter.reason)
        yield item(letter.to, words, reverse("desk:letter", args=[letter.pk]))


def _machine(person: Person, item: ITEM) -> Iterator[Any]:
    """Tell regional administrators of what stands still."""
    if person.scope("manage") != EVERYWHERE:
        return
    address = reverse("desk:publishing")
    if worker_is_silent():
        words = _("Nothing is published and no letter is sent. Tell the operator.")
        yield item(_("No worker is running"), words, address)
    ended = Job.objects.filter(state__in=[JobState.DONE, JobState.PARKED]).order_by("-pk")[:70]
    last: dict[str, int] = {}
    for job in ended:
        if job.state == JobState.DONE:
            last.setdefault(job.kind, job.pk)
            continue
        if job.kind not in last:  # none of its kind has gone well since
            words = " ".join(job.reasons)
            yield item(_("A job has failed: {kind}").format(kind=job.kind), words, address)


def _record(kind: str, key: str) -> str:
    return reverse("desk:record", args=[kind, key])
