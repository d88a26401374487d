"""What changed between two releases, in the reader's words: by kind, with what is other about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register
from prospect.releases.comparing import ADDED, CHANGED, REMOVED, Change, changes_between
from prospect.releases.store import NoRelease, Release, current_release, is_readable, release

MOST_BACK = 10  # releases a feed looks back; not more are kept
MOST_ENTRIES = 100  # of a feed


@dataclass(frozen=True)
class Subject(Line):
    """A kind of record changes are told of, and the page of one, if it has one."""

    page: str = ""


SUBJECTS: Register[Subject] = Register(
    Subject("areas", _("Areas"), "explore:area"),
    Subject("opportunities", _("Opportunities"), "explore:opportunity"),
    Subject("initiatives", _("Initiatives"), "explore:idea"),
    Subject("objectives", _("Objectives")),
    Subject("priorities", _("Priority areas")),
    Subject("strategies", _("Strategies")),
    Subject("industries", _("Industries"), "explore:industry"),
    Subject("places", _("Places"), "explore:place"),
    Subject("organisations", _("Contacts")),
    Subject("passages", _("Passages")),
)
DEEDS: Register[Line] = Register(
    Line(ADDED, pgettext_lazy("in a release", "New")),
    Line(CHANGED, pgettext_lazy("in a release", "Changed")),
    Line(REMOVED, pgettext_lazy("in a release", "Gone")),
)
FEEDS = {"changes": (), "areas": ("areas", "opportunities"), "ideas": ("initiatives",)}
# What a column is about; the rest are particulars.
ASPECTS: Register[Line] = Register(
    Line("words", pgettext_lazy("changed", "words")),
    Line("figures", pgettext_lazy("changed", "figures")),
    Line("milestones", pgettext_lazy("changed", "milestones")),
    Line("turns", pgettext_lazy("changed", "milestones and decisions")),
    Line("plan", pgettext_lazy("changed", "plan step and years")),
    Line("outline", pgettext_lazy("changed", "position or outline")),
    Line("use", pgettext_lazy("changed", "uses")),
    Line("progress", pgettext_lazy("changed", "how far it has come")),
    Line("measured", pgettext_lazy("changed", "measured values")),
    Line("sources", pgettext_lazy("changed", "sources")),
    Line("particulars", pgettext_lazy("changed", "particulars")),
)
_COLUMNS = {
    "words": "name summary body note problem outcome money",
    "plan": "stage plan_term start_year completion_year start_confidence completion_confidence",
    "outline": "geom lat lon point outline_method outline_confidence",
    "use": "uses sectors", "progress": "progress end_year",
    "measured": "baseline baseline_year latest latest_year target target_year unit",
    "sources": "source_urls confidence",
    **{part: part for part in ("figures", "milestones", "turns")},
}  # fmt: skip
_ASPECT_OF = {column: code for code, columns in _COLUMNS.items() for column in columns.split()}


@dataclass(frozen=True)
class Told:
    """One change in words."""

    change: Change
    deed: str
    aspects: list[str]
    address: str


def history(newest: Release | None = None) -> list[Release]:
    """Return the current release and those it came from, newest first, as far as they are kept."""
    found = [newest or current_release()]
    while len(found) <= MOST_BACK:
        try:
            before = release(found[-1].manifest.get("parent") or "")
        except (NoRelease, OSError, ValueError):
            break
        if not is_readable(before) or before in found:
            break
        found.append(before)
    return found


def tell(change: Change) -> Told:
    """Return a change in words, with the address of its page where it still has one."""
    codes = {_ASPECT_OF.get(field, "particulars") for field in change.fields}
    aspects = [ASPECTS.label(code) for code in ASPECTS if code in codes]
    page = SUBJECTS[change.kind].page
    address = reverse(page, args=[change.key]) if page and change.what != REMOVED else ""
    return Told(change, DEEDS.label(change.what), aspects, address)


def by_subject(changes: Iterable[Change]) -> list[tuple[Subject, list[Told]]]:
    """Return the changes by kind, in the order of the kinds."""
    rows = [one for one in changes if one.kind in SUBJECTS]
    found = []
    for subject in SUBJECTS.values():
        if mine := [tell(one) for one in rows if one.kind == subject.code]:
            found.append((subject, mine))
    return found


def entries(feed: str) -> list[tuple[Release, Told]]:
    """Return what a feed tells: the changes of each kept release, the newest first."""
    kinds = FEEDS[feed] or tuple(SUBJECTS)
    found: list[tuple[Release, Told]] = []
    for after, before in pairwise(history()):
        changes = changes_between(before, after)
        found += [
            (after, tell(one)) for one in changes if one.kind in kinds and one.kind in SUBJECTS
        ]
        if len(found) >= MOST_ENTRIES:
            break
    return found[:MOST_ENTRIES]


def as_json(change: Change) -> dict[str, Any]:
    """Return a change as it is given to machines."""
    return {
        "kind": change.kind, "key": change.key, "name": dict(change.name), "what": change.what,
        "fields": list(change.fields),
    }  # fmt: skip
