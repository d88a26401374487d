"""The one table of what may become of a record: from which state, to which, and who may say so."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.records.models.record import State
from prospect.registers.base import Line, Register

DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED = (
    State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.ARCHIVED,
)  # fmt: skip


@dataclass(frozen=True)
class Transition(Line):
    """One step: the states it leads from, the one it leads to, the verb it needs, and its effect.

    ``second_person`` steps may not be taken by whoever wrote the draft, where the partner asks for
    two pairs of eyes; ``reason`` must then be told. ``once_public`` needs a public record behind the draft.
    """

    sources: frozenset[State]
    target: State
    verb: str
    effect: Any
    second_person: bool = False
    reason: bool = False
    once_public: bool = False


TRANSITIONS: Register[Transition] = Register(
    Transition(
        "save", _("Save"), frozenset(State), DRAFT, "edit",
        _("What you wrote is kept as a draft. The public still reads what was published last."),
    ),
    Transition(
        "ask_review", _("Ask for review"), frozenset({DRAFT}), IN_REVIEW, "edit",
        _("Reviewers find the draft on their start page and are told by mail."),
    ),
    Transition(
        "withdraw", _("Take back from review"), frozenset({IN_REVIEW}), DRAFT, "edit",
        _("It is a draft again. A day set for publishing is dropped."),
    ),
    Transition(
        "send_back", _("Send back"), frozenset({IN_REVIEW}), DRAFT, "review",
        _("It is a draft again, and whoever wrote it is told why."), reason=True,
    ),
    Transition(
        "approve", _("Approve and publish"), frozenset({DRAFT, IN_REVIEW}), PUBLISHED, "review",
        _("A new release is built. The public map shows it within seconds."), second_person=True,
    ),
    Transition(
        "discard", _("Throw the draft away"), frozenset({DRAFT, IN_REVIEW}), PUBLISHED, "edit",
        _("The record is again what the public reads. The draft stays in the history."),
        once_public=True,
    ),
    Transition(
        "archive", pgettext_lazy("record", "Archive"), frozenset({DRAFT, PUBLISHED}), ARCHIVED, "review",
        _("It leaves the public site with the next release. Its history stays."), reason=True,
    ),
    Transition(
        "bring_back", _("Bring back"), frozenset({ARCHIVED}), DRAFT, "edit",
        _("It is a draft again. To become public it must be approved."),
    ),
)  # fmt: skip

STATES: Register[Line] = Register(
    Line("draft", pgettext_lazy("state", "Draft")),
    Line("in_review", pgettext_lazy("state", "In review")),
    Line("published", pgettext_lazy("state", "Published")),
    Line("archived", pgettext_lazy("state", "Archived")),
)


def steps_from(state: str, *, once_public: bool) -> list[Transition]:
    """Return the decisions a record in this state can meet, other than being written again."""
    found = [step for step in TRANSITIONS.values() if state in step.sources and step.code != "save"]
    return [step for step in found if once_public or not step.once_public]
