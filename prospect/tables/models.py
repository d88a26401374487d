"""A table somebody sent: what was read, what each row would change, and what became of it."""

import uuid
from typing import Any, ClassVar

from django.db import models


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
    rows = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=UploadState.choices, default=UploadState.READ, db_index=True
    )
    whole = models.BooleanField(default=False)  # taken over only if every row is good
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
