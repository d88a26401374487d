"""Reminders: one letter to each receiver with all facts they are asked to confirm, never twice."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from prospect.editing.confirmations import Receiver, address_for
from prospect.editing.due import dated_models, due_by, partner_name, title_of, value_of
from prospect.editing.models import Asked, Confirmer
from prospect.mail.actions import write_letter
from prospect.partners.models import Person

AHEAD = timedelta(days=14)  # before the day, the first letter
KEPT = timedelta(days=400)
WEEK = 7  # days between letters once the day has passed


@dataclass
class Round:
    """Everything one receiver is to be asked about; outside, one address may stand for many facts."""

    email: str
    language: str
    facts: list[tuple[Any, Receiver]] = field(default_factory=list)


def remind(today: date | None = None) -> int:
    """Write the letters of a day and return how many; a second run writes none.

    Each letter is kept in one transaction with what it asks, so that a run that is cut off goes on.
    """
    day = today or timezone.localdate()
    written = 0
    for one in rounds(day):
        try:
            with transaction.atomic():
                written += _write(one, day)
        except IntegrityError:  # another worker has just asked the same
            continue
    return written


def rounds(day: date) -> list[Round]:
    """Return what every receiver is to be asked about by a day, ordered by address."""
    found: dict[str, Round] = {}
    staff, outside = _staff(), {(one.kind, one.record): one for one in Confirmer.objects.all()}
    for model in dated_models():
        for record in due_by(model, day + AHEAD):
            asked: list[Receiver] = [*(staff.get(record.partner_pk) or staff.get(None, []))]
            other = outside.get(_identity(record))
            if other and other.email not in {person.email for person in asked}:
                asked.append(other)
            for receiver in asked:
                one = found.setdefault(receiver.email, Round(receiver.email, receiver.language))
                one.facts.append((record, receiver))
    return [found[email] for email in sorted(found)]


def step_of(record: Any, day: date) -> int:
    """Return where a fact is on the way: -1 before its day, 0 from the day on, then weeks."""
    late = (day - record.review_by).days
    return int(late // WEEK) if late >= 0 else -1


def _write(one: Round, day: date) -> int:
    """Write the letter of a receiver if anything is new to them; the weekly one not before a week."""
    mine = Asked.objects.filter(email=one.email)
    known = set(mine.values_list("kind", "record", "review_by", "step"))
    steps = [(_identity(record), step_of(record, day), record) for record, _who in one.facts]
    new = [
        (who, step, record)
        for who, step, record in steps
        if (*who, record.review_by, step) not in known
    ]
    lately = mine.filter(day__gt=day - timedelta(days=WEEK)).exists()
    if not new or (lately and all(step > 0 for _who, step, _record in new)):
        return 0
    Asked.objects.bulk_create(
        Asked(
            kind=kind, record=pk, email=one.email, review_by=record.review_by,
            step=step, day=day,
        )
        for (kind, pk), step, record in new
    )  # fmt: skip
    _letter(one)
    return 1


def _letter(one: Round) -> None:
    with override(one.language):
        facts = [
            {
                "what": title_of(record), "value": value_of(record), "since": record.confirmed_on,
                "address": address_for(record, receiver),
            }
            for record, receiver in one.facts
        ]  # fmt: skip
        partner = partner_name(one.facts[0][0])
    desk = settings.SITE_URL + reverse("desk:start")
    context = {"partner": partner, "facts": facts, "desk": desk}
    write_letter("reminder", to=one.email, language=one.language, context=context)


def _identity(record: Any) -> tuple[str, int]:
    return str(record._meta.model_name), record.pk


def _staff() -> dict[int | None, list[Person]]:
    """Return the active staff who may edit, by partner; under None those of the whole region."""
    found: dict[int | None, list[Person]] = defaultdict(list)
    people = Person.objects.filter(is_active=True)
    for person in people:
        for partner, role in person.roles:
            if role.allows("edit"):
                found[partner].append(person)
    return found


def forget_old(today: date | None = None) -> None:
    """Forget whom was reminded of what more than a year ago."""
    day = today or timezone.localdate()
    Asked.objects.filter(day__lt=day - KEPT).delete()
