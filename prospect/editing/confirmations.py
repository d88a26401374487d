"""Confirming a fact from a letter: a signed address for one receiver, one fact and one answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from prospect.audit.actions import record_event
from prospect.editing.actions import confirm
from prospect.editing.due import model_named, title_of, value_of
from prospect.editing.models import Confirmer, Doubt
from prospect.mail.actions import write_letter
from prospect.partners.models import Person
from prospect.records.models import State
from prospect.records.permissions import may

SALT = "prospect.editing.confirmation"  # of this purpose alone: no other token opens it
LIFETIME = 30 * 24 * 60 * 60  # seconds
PERSON, OUTSIDE = "p", "c"  # who was asked: staff, or somebody outside

Receiver = Person | Confirmer


@dataclass(frozen=True)
class Question:
    """What one letter asked: a fact and whom; ``open`` until it is answered or has changed."""

    record: Any
    receiver: Receiver
    asked_on: date
    doubt: Doubt | None
    open: bool

    @property
    def language(self) -> str:
        return self.receiver.language

    @property
    def confirmed(self) -> bool:
        """Whether somebody has confirmed the fact since it was asked about."""
        day = self.record.confirmed_on
        return not self.open and self.doubt is None and bool(day) and day >= self.asked_on


def token_for(record: Any, receiver: Receiver) -> str:
    """Return the token that lets one receiver answer for one fact; it names neither by words."""
    who = PERSON if isinstance(receiver, Person) else OUTSIDE
    said = [
        record._meta.model_name, record.pk, who, receiver.pk,
        timezone.localdate().isoformat(), _mark(record),
    ]  # fmt: skip
    return signing.dumps(said, salt=SALT)


def address_for(record: Any, receiver: Receiver) -> str:
    """Return the whole address of the page with the question."""
    return settings.SITE_URL + reverse("desk:confirm_by_letter", args=[token_for(record, receiver)])


def question_of(token: str) -> Question | None:
    """Return what a token asks; None when it is made up, too old, or its receiver no longer asked."""
    try:
        kind, pk, who, receiver_pk, day, mark = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError):
        return None
    model = model_named(kind)
    rows = model.objects.filter(pk=pk, state=State.PUBLISHED) if model else Person.objects.none()
    record: Any = rows.first()
    if record is None:
        return None
    receiver = _receiver(record, who, receiver_pk)
    if receiver is None:
        return None
    doubt = _doubt(record, receiver)
    return Question(
        record, receiver, date.fromisoformat(day), doubt, mark == _mark(record) and doubt is None
    )


def answer_yes(token: str) -> bool:
    """Confirm the fact a token asks about; False when the question is not open any more."""
    with transaction.atomic():
        question = _held(token)
        if question is None or not question.open:
            return False
        confirm([question.record], by=question.receiver.email)
    return True


def answer_no(token: str, *, words: str) -> bool:
    """Note that the fact is no longer true and tell its editors; False when it is not open any more."""
    with transaction.atomic():
        question = _held(token)
        if question is None or not question.open:
            return False
        record, by = question.record, question.receiver.email
        kind, said = str(record._meta.model_name), words.strip()[:500]
        Doubt.objects.create(
            kind=kind, record=record.pk, key=record.key, by=by, words=said,
            said_at=timezone.now(),
        )  # fmt: skip
        record_event(by=by, verb="doubt", subject=f"{kind} {record.key}", details={"words": said})
        for person in editors_for(record):
            if person.email != by:
                _tell(person, record, said)
    return True


def editors_for(record: Any) -> list[Person]:
    """Return the active staff who may edit a record by a role at its partner; regional staff else."""
    held = Person.objects.filter(is_active=True, memberships__partner=record.partner_pk)
    return [person for person in held.distinct() if may(person, "edit", record)]


def _held(token: str) -> Question | None:
    """Return the question with its record locked, so that two answers do not both count."""
    question = question_of(token)
    if question is not None:
        rows = type(question.record).objects.select_for_update()
        if rows.filter(pk=question.record.pk).exists():
            return question_of(token)
    return None


def _receiver(record: Any, who: str, pk: int) -> Receiver | None:
    if who == OUTSIDE:
        outside: Confirmer | None = Confirmer.objects.of(record).filter(pk=pk).first()
        return outside
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return person if person and may(person, "edit", record) else None


def _doubt(record: Any, receiver: Receiver) -> Doubt | None:
    """Return what a receiver has said against the fact and nobody has settled yet."""
    found: Doubt | None = (
        Doubt.objects.of(record).filter(by=receiver.email, settled_at=None).first()
    )
    return found


def _mark(record: Any) -> str:
    """Return what changes when the fact is confirmed or rewritten, and tells nothing of it."""
    names = ("confirmed_on", "review_by", "value", "unit", "basis", "year", "measure")
    held = [str(getattr(record, name, "")) for name in names]
    return signing.Signer(salt=SALT).signature("\n".join(held))[:12]


def _tell(person: Person, record: Any, words: str) -> None:
    with override(person.language):
        kind = record._meta.model_name
        context = {
            "what": title_of(record), "value": value_of(record), "words": words,
            "address": settings.SITE_URL + reverse("desk:record", args=[kind, record.key]),
        }  # fmt: skip
    write_letter(
        "doubted", to=person.email, language=person.language, context=context,
        about=f"{kind} {record.key}",
    )  # fmt: skip
