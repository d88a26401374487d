"""What is private to keeping facts true: who confirms one from outside, who was asked, who said no."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Private(models.QuerySet[Any]):
    """Questions on what belongs to one record of any kind."""

    def of(self, record: Any) -> "Private":
        """Return what belongs to a record."""
        return self.filter(kind=record._meta.model_name, record=record.pk)


class Confirmer(models.Model):
    """Somebody outside the staff, such as a landowner, who is asked whether one fact still holds."""

    kind = models.CharField(max_length=30)  # name of the model, such as figure
    record = models.BigIntegerField()  # primary key there
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")

    objects: ClassVar[Any] = Private.as_manager()

    class Meta:
        db_table = "confirmers"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["kind", "record"], name="one_confirmer_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.email} for {self.kind} {self.record}"


class Asked(models.Model):
    """A step of reminding somebody of a fact, so that nobody is reminded of it twice.

    ``step`` is -1 before the day, 0 from the day on, and then counts weeks.
    """

    kind = models.CharField(max_length=30)
    record = models.BigIntegerField()
    email = models.EmailField()
    review_by = models.DateField()
    step = models.SmallIntegerField()
    day = models.DateField(db_index=True)

    class Meta:
        db_table = "asked"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["kind", "record", "email", "review_by", "step"], name="asked_once_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} of {self.kind} {self.record}: {self.step}"


class Doubt(models.Model):
    """Somebody said that a fact is no longer true; settled when it is confirmed or corrected."""

    kind = models.CharField(max_length=30)
    record = models.BigIntegerField()
    key = models.CharField(max_length=100)
    by = models.CharField(max_length=254)
    words = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Private.as_manager()

    class Meta:
        db_table = "doubts"
        ordering: ClassVar[Any] = ("-said_at",)

    def __str__(self) -> str:
        return f"{self.by} on {self.kind} {self.key}"
