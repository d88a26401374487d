"""The log of decisions: who did what to what, and when; no foreign keys, so nothing blocks it."""

from django.db import models


class Event(models.Model):
    """One decision; ``by`` is a person's or a command's name, ``subject`` what it concerned."""

    happened_at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-happened_at", "-pk")

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.subject}"
