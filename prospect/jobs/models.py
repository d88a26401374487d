"""The queue: what is to be done beside the web, kept in the database so that no kill loses it."""

from typing import Any, ClassVar

from django.db import models


class JobState(models.TextChoices):
    """Where a job stands; a parked one failed too often and waits for a person."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


class Job(models.Model):
    """One thing to do; a worker holds it by a lease that it must renew."""

    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    asked_by = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    step = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=200, blank=True)
    reasons = models.JSONField(default=list)  # why it failed, in words
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs"
        ordering: ClassVar[Any] = ("-pk",)
        indexes: ClassVar[Any] = [models.Index(fields=["state", "due_at"])]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state="waiting"), name="one_waiting_job_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"


class Beat(models.Model):
    """A sign of life of a worker."""

    worker = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "beats"

    def __str__(self) -> str:
        return f"{self.worker} at {self.at}"
