"""What visitors decide: to suggest an idea, to take part in one, to confirm it, to take it back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from prospect.audit.actions import record_event
from prospect.mail.actions import write_letter
from prospect.mail.models import Letter
from prospect.suggestions.letters import (
    hand_on,
    tell_desk,
    tell_received,
    tracking_address,
)
from prospect.suggestions.models import (
    CONFIRM_DAYS,
    Participation,
    Sent,
    Suggestion,
    promised_by,
)

VISITOR = "visitor"
MOST_LETTERS = 3  # to one address in a day: a form is no way to fill somebody's mailbox
DAY = timedelta(days=1)


class MailboxFull(Exception):
    """No more letters go to this address today; without one nothing could be confirmed."""


class OtherWords(Exception):
    """This form was sent before, with other words than now."""


def suggest(*, once: str, fields: Mapping[str, Any], language: str, site: str) -> Suggestion:
    """Keep a suggestion and write the letter that asks to confirm it; a form sent twice is kept once.

    ``fields`` are the checked ones of the form; OtherWords when this form was sent with others before.
    """
    names = ("title", "problem", "proposal", "place", "name", "email", "named")
    given = {name: fields[name] for name in names}
    made: Suggestion = _keep(Suggestion, once, {**given, "language": language}, site)
    return made


def take_part(*, once: str, fields: Mapping[str, Any], initiative: str, language: str, site: str) -> Participation:  # fmt: skip
    """Keep that somebody wants to take part; nobody hears of it before the address is confirmed."""
    names = ("name", "organisation", "email", "message")
    given = {name: fields[name] for name in names}
    kept = {**given, "initiative": initiative, "language": language}
    made: Participation = _keep(Participation, once, kept, site)
    return made


def confirm_suggestion(suggestion: Suggestion, *, site: str) -> None:
    """Note that the address is the sender's: from now on the promise of an answer counts."""
    now = timezone.now()
    with transaction.atomic():
        mine = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.UNCONFIRMED)
        day = promised_by(timezone.localdate(now))
        if not mine.update(state=Suggestion.State.WAITING, confirmed_at=now, answer_by=day):
            return
        suggestion.refresh_from_db()
        record_event(by=VISITOR, verb="confirm suggestion", subject=str(suggestion))
        tell_received(suggestion, site=site)
        tell_desk(suggestion, site=site)


def withdraw(suggestion: Suggestion) -> bool:
    """Take a suggestion back that was not answered yet: all that was typed is gone at once."""
    with transaction.atomic():
        kept = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        if not kept.is_open:
            return False
        forget(kept)
        kept.named = False
        kept.state = Suggestion.State.WITHDRAWN
        kept.save()
        record_event(by=VISITOR, verb="withdraw suggestion", subject=str(kept))
    suggestion.refresh_from_db()
    return True


def ask_unnamed(suggestion: Suggestion) -> None:
    """Note that the sender no longer wants to be named; where a name stands, the desk takes it out."""
    with transaction.atomic():
        mine = Suggestion.objects.filter(pk=suggestion.pk, named=True)
        if mine.update(named=False):
            mine_named = Suggestion.objects.filter(pk=suggestion.pk).exclude(credit="")
            mine_named.update(unname_at=timezone.now())  # else it stands nowhere yet
            record_event(by=VISITOR, verb="ask unnamed", subject=str(suggestion))
    suggestion.refresh_from_db()


def confirm_participation(participation: Participation, *, site: str) -> None:
    """Hand on that somebody takes part, now that the address is known to be theirs."""
    now = timezone.now()
    with transaction.atomic():
        mine = Participation.objects.filter(pk=participation.pk, confirmed_at=None)
        if not mine.update(confirmed_at=now):
            return
        participation.refresh_from_db()
        participation.told_lead = hand_on(participation, site=site)
        participation.save(update_fields=["told_lead"])
        record_event(by=VISITOR, verb="confirm taking part", subject=str(participation))


def forget(sent: Any) -> None:
    """Take out everything that says who sent it, and what they wrote, with the letters about it."""
    words = ("name", "email", "title", "problem", "proposal", "place", "answer", "organisation", "message")  # fmt: skip
    for name in words:
        if hasattr(sent, name):
            setattr(sent, name, "")
    sent.forgotten_at = timezone.now()
    Letter.objects.filter(about=str(sent)).delete()


def _keep(model: Any, once: str, kept: dict[str, Any], site: str) -> Any:
    try:
        with transaction.atomic():
            made = model(once=once, **kept)
            made.save(force_insert=True)
            record_event(by=VISITOR, verb=_VERBS[model], subject=str(made))
            _ask_to_confirm(made, site)
    except IntegrityError:
        made = model.objects.filter(once=once).first()
        if made is None:
            raise
        if any(getattr(made, name) != value for name, value in kept.items() if name != "language"):
            raise OtherWords from None
    return made


def _ask_to_confirm(sent: Sent, site: str) -> None:
    """Write to the address; nothing that was typed stands in the letter, as it may be another's."""
    kinds = ("suggestion_confirm", "participation_confirm")
    lately = Letter.objects.filter(to=sent.email.lower(), kind__in=kinds)
    if lately.filter(created_at__gt=timezone.now() - DAY).count() >= MOST_LETTERS:
        raise MailboxFull
    name = f"{sent._meta.model_name}_confirm"
    context = {"days": CONFIRM_DAYS, "address": tracking_address(sent, site)}
    write_letter(name, to=sent.email, language=sent.language, context=context, about=str(sent))


_VERBS = {Suggestion: "suggest", Participation: "take part"}
