"""What visitors send: ideas they suggest, and that they want to take part in one. They are no records."""

import datetime
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ANSWER_DAYS = 30  # from the confirmation; said on the form, in the receipt and at the desk
CONFIRM_DAYS = 7  # after them what nobody confirmed is gone
KEPT_DAYS = 365  # after an answer whoever sent it is forgotten
KEPT_MONTHS = KEPT_DAYS // 30  # as it is told
MARK = 32  # characters of the part of an address that nobody can guess


class Sent(models.Model):
    """What both have: who sent it, when, and the address that only the sender has.

    The address is derived from the secret key and ``once``, so a copy of the database opens nothing.
    """

    once = models.CharField(max_length=64, unique=True)  # of the form: sent twice, it is kept once
    sent_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    forgotten_at = models.DateTimeField(null=True)  # since then nothing says who it was

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """What stands in the address for the sender alone."""
        return f"{self.pk}-{self._mark()}"

    def opens_with(self, token: str) -> bool:
        return constant_time_compare(token, self.token)

    def _mark(self) -> str:
        words = f"{self._meta.model_name} {self.pk} {self.once}"
        return salted_hmac("prospect.suggestions", words, algorithm="sha256").hexdigest()[:MARK]

    @classmethod
    def named_by(cls, token: str) -> Any:
        """Return what an address opens; None where it opens nothing."""
        number = token.partition("-")[0]
        if not (number.isascii() and number.isdigit() and len(number) < 18):
            return None
        rows: Any = cls._default_manager
        found = rows.filter(pk=int(number)).first()
        return found if found is not None and found.opens_with(token) else None


class Suggestions(models.QuerySet["Suggestion"]):
    """Questions on suggestions."""

    def waiting(self) -> "Suggestions":
        """Return what waits for an answer, what was promised first before the rest."""
        return self.filter(state=Suggestion.State.WAITING).order_by("answer_by", "pk")

    def answered(self) -> "Suggestions":
        """Return what was answered, the newest first."""
        return self.filter(state__in=ANSWERED).order_by("-answered_at", "-pk")


class Suggestion(Sent):
    """An idea somebody suggests, and what was answered; ``initiative`` is the key of what it became."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("suggestion", "not confirmed")
        WAITING = "waiting", pgettext_lazy("suggestion", "waiting for an answer")
        MERGED = "merged", pgettext_lazy("suggestion", "joined with another idea")
        ACCEPTED = "accepted", pgettext_lazy("suggestion", "taken into the catalogue")
        DECLINED = "declined", pgettext_lazy("suggestion", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("suggestion", "withdrawn")

    title = models.CharField(max_length=120)
    problem = models.TextField(max_length=2000, blank=True)
    proposal = models.TextField(max_length=4000)
    place = models.CharField(max_length=200, blank=True)
    named = models.BooleanField(default=False)  # whether the sender wants to be named as its source
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    answer_by = models.DateField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=254, blank=True)
    initiative = models.CharField(max_length=100, blank=True)
    credit = models.CharField(max_length=100, blank=True)  # key of the event that names the source
    unname_at = models.DateTimeField(null=True)  # the sender no longer wants to be named

    objects: ClassVar[Any] = Suggestions.as_manager()

    class Meta:
        db_table = "suggestions"
        indexes: ClassVar[Any] = [
            models.Index(fields=["state", "answer_by"], name="suggestions_due")
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.UNCONFIRMED, self.State.WAITING)

    @property
    def is_late(self) -> bool:
        late = self.answer_by is not None and self.answer_by < timezone.localdate()
        return late and self.state == self.State.WAITING


ANSWERED = (Suggestion.State.MERGED, Suggestion.State.ACCEPTED, Suggestion.State.DECLINED)


class Participation(Sent):
    """That somebody wants to take part in an initiative, and to whom it was handed on."""

    initiative = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200, blank=True)  # whom the sender is with
    message = models.TextField(max_length=2000, blank=True)
    told_lead = models.BooleanField(default=False)  # else the desk of the region was told

    class Meta:
        db_table = "participations"

    def __str__(self) -> str:
        return f"participation {self.pk}"


class Mailbox(models.Model):
    """The address an organisation reads: kept at the desk, never in a release, and no person's."""

    organisation = models.CharField(max_length=100, unique=True)  # its key
    email = models.EmailField(verbose_name=_("E-mail address"))

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        db_table = "mailboxes"

    def __str__(self) -> str:
        return self.organisation


def promised_by(day: datetime.date) -> datetime.date:
    """Return by when what is confirmed on a day is to be answered."""
    return day + timedelta(days=ANSWER_DAYS)
