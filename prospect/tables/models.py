"""A table somebody sent, and its rows: what each would change, and what became of it."""

import uuid
from typing import Any, ClassVar

from django.db import models

SHOWN = 300  # letters of a cell that a page shows


class UploadState(models.TextChoices):
    """Where a table is: it waits to be checked, was checked, was asked to be taken over, was."""

    READ = "read"
    CHECKED = "checked"
    ASKED = "asked"
    TAKEN = "taken"


class Upload(models.Model):
    """One table, of one person alone; the same file sent twice is the same upload."""

    token = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=30)
    by = models.CharField(max_length=254)
    name = models.CharField(max_length=200)  # of the file, for display only
    sha256 = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)  # format, encoding, separator, columns not taken
    sheet = models.JSONField(default=dict)  # header and rows as read, until they are checked
    state = models.CharField(
        max_length=10, choices=UploadState.choices, default=UploadState.READ, db_index=True
    )
    whole = models.BooleanField(default=False)  # taken over only if every row is good
    total = models.PositiveIntegerField(default=0)  # rows below the header
    position = models.PositiveIntegerField(default=0)  # rows dealt with so far
    made_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "uploads"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["by", "kind", "sha256"], name="one_upload_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} table of {self.by}"


class Outcome(models.TextChoices):
    """What a row of a table comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


GOOD = (Outcome.NEW, Outcome.CHANGED)


class Row(models.Model):
    """One row of a table: which record it is of, what it changes, or why it is refused."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(default=0)  # in the table, from 0
    line = models.PositiveIntegerField()  # in the file, as a spreadsheet counts
    key = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.SAME)
    number = models.PositiveIntegerField(default=0)  # of the revision it starts from
    content = models.JSONField(default=dict)
    changes = models.JSONField(default=list)  # field, before and after, for people
    faults = models.JSONField(default=list)  # field, value, rule and remedy
    why = models.TextField(blank=True)  # it was not taken over in the end
    done = models.BooleanField(default=False)

    class Meta:
        db_table = "upload_rows"
        ordering: ClassVar[Any] = ("upload", "place")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["upload", "place"], name="one_row_a_place"),
        ]

    def __str__(self) -> str:
        return f"row {self.line} of {self.upload_id}"

    @property
    def good(self) -> bool:
        """Whether it can be taken over."""
        return self.outcome in GOOD

    def refuse(self, column: str, value: str, rule: str, remedy: str = "") -> "Row":
        """Note what is wrong: where, what stands there, the rule, and what to do."""
        self.outcome = Outcome.REFUSED
        fault = {"field": column, "value": value[:SHOWN], "rule": rule, "remedy": remedy}
        self.faults.append(fault)
        return self
