"""A joint strategy: priorities, objectives with indicators, and the initiatives of the idea catalogue."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from prospect.catalogue.models import Organisation
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record
from prospect.registers.initiatives import LEAST, MOST

RESERVED = frozenset({"suggest"})  # keys no initiative may have: /ideas/suggest/ is a form


class Strategy(Record):
    """What was agreed for the region, and until when; ``note`` says what is not known of it."""

    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()
    body = TextField()
    note = TextField()

    class Meta(Record.Meta):
        db_table = "strategies"


class Priority(Record):
    """A priority area of a strategy; ``reconstructed`` where its name and what is in it are our guess."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    reconstructed = models.BooleanField(default=False)
    name = TextField()
    summary = TextField()
    body = TextField()

    class Meta(Record.Meta):
        db_table = "priorities"


class Objective(Record):
    """What a priority is to reach, and how it is measured: ``summary`` names the indicator.

    The values are of one unit of the register; a value that nobody stated is None.
    """

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="objectives")
    unit = models.CharField(max_length=20, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latest = models.FloatField(null=True, blank=True)
    latest_year = models.PositiveSmallIntegerField(null=True, blank=True)
    proposed = models.BooleanField(default=False)  # ours, not agreed by anybody
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()

    class Meta(Record.Meta):
        db_table = "objectives"


def _weight() -> models.PositiveSmallIntegerField:
    """Return a field for what is judged from 1, little, to 5, much."""
    bounds = [MinValueValidator(LEAST), MaxValueValidator(MOST)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=bounds)


class Initiative(Record):
    """An entry of the idea catalogue, from an idea to what came of it.

    ``areas`` and ``places`` are keys of what it changes, ``sectors`` codes of industries; ``progress``
    is empty where no source says how far it has come.
    """

    priority = models.ForeignKey(
        Priority, models.SET_NULL, null=True, blank=True, related_name="initiatives"
    )
    kind = models.CharField(max_length=20)
    progress = models.CharField(max_length=12, blank=True)
    lead = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True)
    partners = CodesField()  # names of who takes part
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    effect = _weight()
    effort = _weight()
    barrier = models.CharField(max_length=20, blank=True)
    areas = CodesField()
    places = CodesField()
    sectors = CodesField()
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()
    problem = TextField()
    body = TextField()
    money = TextField()
    outcome = TextField()

    class Meta(Record.Meta):
        db_table = "initiatives"


class Turn(Record):
    """A milestone, decision or setback on the way of an initiative; ``expected`` lies ahead."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    expected = models.BooleanField(default=False)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()

    class Meta(Record.Meta):
        db_table = "turns"
