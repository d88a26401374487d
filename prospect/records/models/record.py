"""What every record has: a stable key, a state, and a day on which its owner confirmed it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from prospect.records.scope import EVERYWHERE, Scope

PUBLISHED = "published"  # the database alias of the current release, read only

RecordT = TypeVar("RecordT", bound=models.Model)


class State(models.TextChoices):
    """Where a record is on its way to the public."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Holder(Protocol):
    """Somebody who may do things at some partners, or everywhere."""

    def scope(self, verb: str) -> Scope: ...


class RecordQuerySet(models.QuerySet[RecordT]):
    """Questions asked of any kind of record."""

    def public(self, on: date | None = None) -> Self:
        """Return what may enter a release on a day, by default today.

        That is: published, confirmed in its time, and no part of something that is not published.
        """
        kind: Any = self.model
        may = models.Q(state=State.PUBLISHED) & kind.in_time(on or timezone.localdate())
        for field in self.model._meta.concrete_fields:
            relation = field.remote_field
            if relation is not None and relation.on_delete is models.CASCADE:
                whole = models.Q(**{f"{field.name}__state": State.PUBLISHED})
                may &= whole | models.Q(**{f"{field.name}__isnull": True}) if field.null else whole
        return self.filter(may)

    def open_to(self, holder: Holder, verb: str) -> Self:
        """Return what somebody may do something with: the rule that ``may`` asks of one record."""
        scope = holder.scope(verb)
        if scope == EVERYWHERE:
            return self
        path = getattr(self.model, "partner_path", "")
        return self.filter(**{f"{path}__in": scope}) if path else self.none()

    def editable_by(self, holder: Holder) -> Self:
        """Return what somebody may edit."""
        return self.open_to(holder, "edit")


class ReadOnlyRecord(TypeError):
    """A record read from a release was about to be saved into the editing database."""


def _manager() -> Any:
    """Return the manager of records; untyped, as its model differs in every subclass."""
    return RecordQuerySet.as_manager()


class Record(models.Model):
    """Anything edited by people and read by the public."""

    key = models.SlugField(max_length=100, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PUBLISHED)
    confirmed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = _manager()
    partner_path: ClassVar[str] = ""  # to the partner who answers; none: the region as a whole

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ("pk",)

    def __str__(self) -> str:
        return self.key

    @property
    def partner_pk(self) -> int | None:
        """The primary key of the partner who answers for the record; None for the whole region."""
        *steps, last = self.partner_path.split("__")
        if not last:
            return None
        held: Any = self
        for step in steps:
            held = getattr(held, step)
            if held is None:
                return None
        pk: int | None = held.pk if last == "pk" else getattr(held, f"{last}_id")
        return pk

    @classmethod
    def in_time(cls, day: date) -> models.Q:
        """Return which records are not yet overdue for so long that they leave the public; here all."""
        return models.Q()

    @property
    def is_public(self) -> bool:
        """Whether it was made public; ``public()`` says whether it enters a release today as well."""
        return self.state == State.PUBLISHED

    def lacks_to_publish(self) -> list[str]:
        """Return what is missing before it may become public, in words; a kind of record says what."""
        return []

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Iterable[str], values: Iterable[Any], **_: Any
    ) -> Self:
        """Make a record of a row, all attributes at once: ten times quicker than ``__init__``.

        Fields without a descriptor of their own and models without ``init`` signals allow it.
        """
        record, state = cls.__new__(cls), ModelState()
        state.__dict__ = {"db": db, "adding": False}
        record.__dict__ = dict(zip(field_names, values, strict=True), _state=state)
        return record

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save into the editing database; refuse a row that came out of a release."""
        if self._state.db == PUBLISHED:
            raise ReadOnlyRecord(f"{self!r} was read from a release; edit the record itself")
        super().save(*args, **kwargs)


def attach(records: Sequence[Any], name: str, others: Mapping[Any, models.Model]) -> None:
    """Give each record the one it points at by ``name``, found by primary key; else None.

    One object for all that share it, and no question to the database.
    """
    if not records:
        return
    field = records[0]._meta.get_field(name)
    for record in records:
        other = others.get(getattr(record, field.attname))
        if other is None:
            setattr(record, field.attname, None)
        field.set_cached_value(record, other)


def published(model: type[RecordT]) -> models.QuerySet[RecordT]:
    """Return the records of ``model`` in the current release: the one door to read for the public."""
    return model._base_manager.using(PUBLISHED)
