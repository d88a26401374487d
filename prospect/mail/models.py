"""Letters: what is to be sent, kept with the decision that wrote it until a server has taken it."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prospect.jobs.clock import shared_now

LATE = datetime.timedelta(minutes=15)
# Letters whose words open something once: they are read by nobody but whom they are for.
KEYS = frozenset({
    "invitation", "password_reset", "reminder", "suggestion_confirm", "suggestion_received",
    "suggestion_accepted", "suggestion_merged", "suggestion_declined", "participation_confirm",
})  # fmt: skip


class Letters(models.QuerySet["Letter"]):
    """Questions on letters."""

    def due(self) -> "Letters":
        """Return letters to send now: their wait is over, and no sender is at work on them."""
        now = shared_now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, state=Letter.State.WAITING, next_try_at__lte=now)

    def late(self) -> "Letters":
        """Return letters that wait longer than a quarter of an hour, which somebody should know."""
        return self.filter(state=Letter.State.WAITING, queued_at__lt=timezone.now() - LATE)

    def undelivered(self) -> "Letters":
        """Return letters that were given up."""
        return self.filter(state=Letter.State.UNDELIVERED)


class Letter(models.Model):
    """One letter to one person; ``about`` is the subject of the event that wrote it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        UNDELIVERED = "undelivered", _("undelivered")

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)
    to = models.CharField(max_length=254, db_index=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    queued_at = models.DateTimeField(default=timezone.now)  # written, or sent again by hand
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)  # a sender is at work on it, or was killed
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = Letters.as_manager()

    class Meta:
        db_table = "letters"
        ordering: ClassVar[Any] = ("-created_at", "-pk")
        indexes: ClassVar[Any] = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="waiting"), name="letters_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"

    @property
    def reason(self) -> str:
        """Why it did not arrive: what we say in the reader's language, what a mail server says as it is."""
        return gettext(self.last_error) if self.last_error else ""

    @property
    def holds_key(self) -> bool:
        """Whether its words open something, so that only its receiver may read them."""
        return self.kind in KEYS
