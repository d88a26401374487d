"""The log of decisions: who did what to what, and when; no foreign keys, so nothing blocks it.

And how often the public looked at each page, without anybody it could be traced to.
"""

from typing import Any, ClassVar

from django.db import models


class AppendOnly(TypeError):
    """Somebody tried to change or remove what the log holds."""

    def __init__(self) -> None:
        super().__init__("The log of decisions is only ever added to.")


class Events(models.QuerySet["Event"]):
    """Questions on events; none of them changes one."""

    def update(self, **_: Any) -> int:
        """Refuse to change events."""
        raise AppendOnly

    def delete(self) -> Any:
        """Refuse to remove events."""
        raise AppendOnly

    def bulk_update(self, *_: Any, **__: Any) -> int:
        """Refuse to change events."""
        raise AppendOnly


class Event(models.Model):
    """One decision; ``by`` is a person's or a command's name, ``subject`` what it concerned.

    It is never changed nor removed: neither here, nor by the database, which has a trigger for it.
    """

    happened_at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField(default=dict)

    objects: ClassVar[Any] = Events.as_manager()

    class Meta:
        ordering = ("-happened_at", "-pk")
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; AppendOnly for one that is there already."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> Any:
        """Refuse to remove the event."""
        raise AppendOnly


class Views(models.Model):
    """How often the public page of one record was read on one day."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    day = models.DateField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "views"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["kind", "key", "day"], name="one_count_a_page_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} on {self.day}: {self.number}"


class Tally(models.Model):
    """A file of counts that is in the table already, so that no kill lets it count twice."""

    name = models.CharField(max_length=100, primary_key=True)

    class Meta:
        db_table = "tallies"

    def __str__(self) -> str:
        return self.name
