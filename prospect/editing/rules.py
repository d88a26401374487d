"""Who may take which step with a record, and why not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from prospect.languages.numbers import listing
from prospect.partners.models import Person, Terms, terms_of
from prospect.records.content import written
from prospect.records.models import Dossier, Record, Revision, State
from prospect.records.permissions import may
from prospect.records.transitions import STATES, TRANSITIONS, Transition, steps_from


class RefusedStep(Exception):
    """A step that cannot be taken; its words say why and what to do."""


@dataclass(frozen=True)
class Known:
    """What rules ask of a dossier, where it has been read for many at once; ``draft`` as a record."""

    authors: set[str]
    draft: Record
    terms: Terms


@dataclass(frozen=True)
class Choice:
    """A step that a record could take, with what speaks against it for this person: nothing, or words."""

    step: Transition
    against: str

    @property
    def open(self) -> bool:
        return not self.against


def choices(record: Record, dossier: Dossier | None, person: Person) -> list[Choice]:
    """Return the steps that lead on from where a record stands, each with what speaks against it."""
    state = dossier.state if dossier else record.state
    steps = steps_from(state, once_public=record.is_public)
    return [Choice(step, against(step, record, dossier, person)) for step in steps]


def against(
    step: Transition, record: Record, dossier: Dossier | None, person: Person,
    *, known: Known | None = None,
) -> str:  # fmt: skip
    """Return why a person cannot take a step now; an empty string when they can."""
    state = dossier.state if dossier else record.state
    if state not in step.sources or (step.once_public and not record.is_public):
        words = gettext("It is in the state “{state}” now, where this is not possible.")
        return words.format(state=STATES.label(state))
    if not may(person, step.verb, record):
        return gettext("Your role does not allow it.") + " " + _who(step.verb)
    own = step.second_person and dossier is not None and (
        person.email in (known.authors if known else authors(dossier))
    )  # fmt: skip
    if own and (known.terms if known else terms_of(record.partner_pk)).two_pairs_of_eyes:
        return gettext("You wrote part of this draft. Somebody else must approve it.")
    if step.code == "approve" and (missing := lacks(record, dossier, known)):
        return gettext("Before it is published it needs: {missing}.").format(
            missing=listing(missing)
        )
    return ""


def lacks(record: Record, dossier: Dossier | None, known: Known | None = None) -> list[str]:
    """Return what the newest draft of a record lacks before it may become public, in words."""
    if known:
        return known.draft.lacks_to_publish()
    kept = dossier.revisions.filter(content__isnull=False) if dossier else Revision.objects.none()
    newest = kept.order_by("number").last()
    draft: Record = written(record, newest.content or {}) if newest else record
    return draft.lacks_to_publish()


def authors(dossier: Dossier) -> set[str]:
    """Return who wrote what is not published yet."""
    later = Revision.objects.filter(dossier=dossier, content__isnull=False)
    last = dossier.revisions.filter(state=State.PUBLISHED).order_by("number").last()
    if last is not None:
        later = later.filter(number__gt=last.number)
    return set(later.values_list("by", flat=True))


def step_named(code: str) -> Transition:
    """Return a step by its code; RefusedStep when there is none."""
    if code not in TRANSITIONS or code == "save":
        raise RefusedStep(gettext("There is no such step. Load the page again."))
    return TRANSITIONS[code]


def _who(verb: str) -> str:
    told: dict[str, Any] = {
        "edit": gettext("Editors and reviewers may."),
        "review": gettext("Reviewers and administrators may."),
    }
    return str(told.get(verb, ""))
