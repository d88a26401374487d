"""The dossier of a record: every revision of it, and where its editing stands."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from prospect.languages.fields import TextField
from prospect.records.models.record import Record, State


class Dossiers(models.QuerySet["Dossier"]):
    """Questions asked of dossiers of every kind at once."""

    def of(self, record: Record) -> "Dossiers":
        """Return the dossier of a record, or none when nobody has edited it yet."""
        return self.filter(kind=record._meta.model_name or "", record=record.pk)

    def open_to(self, holder: Any, verb: str) -> "Dossiers":
        """Return the dossiers of records somebody may do something with."""
        scope = holder.scope(verb)
        return self if scope == "everywhere" else self.filter(partner__in=scope)


class Dossier(models.Model):
    """What was ever written about one record.

    The row of the record itself holds what the public reads; the newest revision what its editors have
    got to. ``state`` and ``number`` are of that revision, and ``number`` is the lock: who saves
    says which one they started from.
    """

    kind = models.CharField(max_length=30)  # name of the model, such as area
    record = models.BigIntegerField()  # primary key there
    key = models.CharField(max_length=100)
    partner = models.BigIntegerField(
        null=True, db_index=True
    )  # who answers; no key of another room
    name = TextField()
    state = models.CharField(max_length=12, choices=State.choices)
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=254)
    publish_at = models.DateTimeField(null=True, db_index=True)  # approved, and waiting for the day
    approved_by = models.CharField(max_length=254, blank=True)

    objects: ClassVar[Any] = Dossiers.as_manager()

    class Meta:
        db_table = "dossiers"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["kind", "record"], name="one_dossier_a_record"),
        ]
        indexes: ClassVar[Any] = [models.Index(fields=["state", "partner"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def row(self) -> Any:
        """The row of the record it is about; None when it is gone."""
        for config in apps.get_app_configs():
            if config.name.startswith("prospect.") and self.kind in config.models:
                model: Any = config.get_model(self.kind)
                return model.objects.filter(pk=self.record).first()
        return None


class Revision(models.Model):
    """One step of a record: what was written, or what was decided of it; never changed again."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    verb = models.CharField(
        max_length=20
    )  # code of the transition; begin for what was there before
    state = models.CharField(max_length=12, choices=State.choices)
    content = models.JSONField(null=True)  # None: as in the revision before
    made_at = models.DateTimeField()
    by = models.CharField(max_length=254)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        db_table = "revisions"
        ordering: ClassVar[Any] = ("dossier", "number")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_revision_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}#{self.number}"


class Unsaved(models.Model):
    """What a person has typed into the form of a record and not saved yet; theirs alone."""

    by = models.CharField(max_length=254)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    based_on = models.PositiveIntegerField()
    fields = models.JSONField()  # the form as it was posted
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "unsaved"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["by", "kind", "key"], name="one_unsaved_form_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.kind} {self.key}"
