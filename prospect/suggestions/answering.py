"""What the desk decides on a suggestion: take it into the catalogue, join it with an idea, decline it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from prospect.audit.actions import record_event
from prospect.editing.actions import create_record
from prospect.languages.folding import as_key
from prospect.languages.text import Text
from prospect.partners.models import Person
from prospect.strategy.models import RESERVED, Initiative, Turn
from prospect.suggestions.letters import answer_context, tell_answer
from prospect.suggestions.models import Mailbox, Suggestion

LONGEST_KEY = 80
State = Suggestion.State


class RefusedAnswer(Exception):
    """An answer that cannot be given; its words say why and what to do."""


def accept(suggestion: Suggestion, *, by: Person, words: str = "", site: str) -> Initiative:
    """Make a draft initiative of a suggestion, with its credit, and tell the sender."""
    with transaction.atomic():
        kept = _held(suggestion, by)
        initiative = draft_of(kept)
        _make(initiative, by)
        _answer(kept, State.ACCEPTED, initiative, by, words, site)
    suggestion.refresh_from_db()
    return initiative


def _make(initiative: Initiative, by: Person) -> None:
    """Create the draft; RefusedAnswer where somebody took its key at the same moment."""
    try:
        with transaction.atomic():
            create_record(initiative, by=by)
    except IntegrityError:
        words = gettext(
            "Another idea of this name was taken up at the same moment. Send the answer again."
        )
        raise RefusedAnswer(words) from None


def merge(suggestion: Suggestion, *, into: Initiative, by: Person, words: str = "", site: str) -> None:  # fmt: skip
    """Join a suggestion with an idea there is: a draft event of the idea gives credit; tell the sender."""
    with transaction.atomic():
        kept = _held(suggestion, by)
        _answer(kept, State.MERGED, into, by, words, site)
    suggestion.refresh_from_db()


def decline(suggestion: Suggestion, *, by: Person, words: str, site: str) -> None:
    """Decline a suggestion; the sender reads why."""
    if not words.strip():
        raise RefusedAnswer(gettext("Say why: whoever suggested it will read it."))
    with transaction.atomic():
        kept = _held(suggestion, by)
        _answer(kept, State.DECLINED, None, by, words, site)
    suggestion.refresh_from_db()


def keep_mailbox(organisation: str, *, email: str, by: Person) -> None:
    """Keep the address an organisation reads; an empty one forgets it."""
    _check(by)
    with transaction.atomic():
        if email:
            Mailbox.objects.update_or_create(organisation=organisation, defaults={"email": email})
        else:
            Mailbox.objects.filter(organisation=organisation).delete()
        verb = "keep mailbox" if email else "forget mailbox"
        record_event(by=by.email, verb=verb, subject=f"organisation {organisation}")


def note_unnamed(suggestion: Suggestion, *, by: Person) -> None:
    """Note that the name of a sender was taken out of the catalogue."""
    _check(by)
    with transaction.atomic():
        if (
            Suggestion.objects.filter(pk=suggestion.pk)
            .exclude(unname_at=None)
            .update(unname_at=None)
        ):
            record_event(by=by.email, verb="unnamed", subject=str(suggestion))


def closed(suggestion: Suggestion) -> str:
    """Return why a suggestion cannot be answered now, in words; an empty string when it can."""
    if suggestion.state == State.WAITING:
        return ""
    words = gettext("It is in the state “{state}” now. Load the page again.")
    return words.format(state=State(suggestion.state).label)


def _check(by: Person) -> None:
    if not by.answers_for_region:
        raise RefusedAnswer(gettext("Your role does not allow it."))


def _held(suggestion: Suggestion, by: Person) -> Suggestion:
    """Return the suggestion, held until the transaction ends; RefusedAnswer where it is no longer open."""
    _check(by)
    kept: Suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if why := closed(kept):
        raise RefusedAnswer(why)
    return kept


def _answer(
    kept: Suggestion, state: str, initiative: Initiative | None, by: Person, words: str, site: str
) -> None:
    kept.state, kept.answer = state, words.strip()
    kept.answered_at, kept.answered_by = timezone.now(), by.email
    if initiative is not None:
        kept.initiative = initiative.key
        kept.credit = create_record(_credit(kept, initiative), by=by).key
    kept.save()
    details = {"initiative": kept.initiative} if kept.initiative else {}
    record_event(by=by.email, verb=f"{state} suggestion", subject=str(kept), details=details)
    context = answer_context(kept, words=kept.answer, initiative=initiative, site=site)
    tell_answer(kept, context)


def draft_of(kept: Suggestion) -> Initiative:
    """Return an initiative of what was suggested, not kept yet, in the words and the language of the sender."""
    said = {"name": kept.title, "problem": kept.problem, "body": kept.proposal}
    told = {field: Text({kept.language: words}) for field, words in said.items() if words}
    key = _free_key(Initiative, as_key(kept.title)[:LONGEST_KEY].strip("_") or "idea")
    return Initiative(
        key=key, kind="project", progress="idea", confidence="estimate", name=told["name"],
        problem=told.get("problem", Text()), body=told.get("body", Text()),
        start_year=timezone.localdate(kept.sent_at).year,
    )  # fmt: skip


def _credit(kept: Suggestion, initiative: Initiative) -> Turn:
    """Return the draft of an event that says where it came from; a name only by the sender's consent."""
    said = {}
    for language in ("en", "da", "sv"):
        with override(language):
            words = (
                gettext("Suggested by {name}") if kept.named else gettext("Suggested by a visitor")
            )
            said[language] = words.format(name=kept.name)
    key = _free_key(Turn, f"{initiative.key[:LONGEST_KEY]}_suggested")
    year = timezone.localdate(kept.sent_at).year
    return Turn(
        key=key, initiative=initiative, kind="suggestion", year=year, confidence="sourced",
        name=Text(said),
    )  # fmt: skip


def _free_key(model: Any, stem: str) -> str:
    taken = set(model.objects.filter(key__startswith=stem).values_list("key", flat=True))
    taken |= RESERVED
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
