"""Areas with their figures and milestones."""

from datetime import date
from typing import Any

from django.db import models

from prospect.geometry.field import GeometryField
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.partners.models import Partner, facts_in_time
from prospect.records.models import Record
from prospect.registers.kinds import OUTLINE_METHODS, OWNER_GROUPS
from prospect.registers.land_use import category_of
from prospect.registers.stages import STAGES, Stage

PART = "part"


class Area(Record):
    """A development or business area; its outline is indicative, never a plan boundary."""

    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    kind = models.CharField(max_length=30)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="areas")
    country = models.CharField(max_length=2)
    lat = models.FloatField()  # label position, degrees (EPSG:4326)
    lon = models.FloatField()
    outline = GeometryField(null=True, db_column="geom")
    outline_method = models.CharField(max_length=100, blank=True)
    outline_confidence = models.CharField(max_length=10, blank=True)
    uses = CodesField()
    sectors = CodesField()
    stage = models.CharField(max_length=30)
    plan_term = models.CharField(
        max_length=100, blank=True
    )  # the document of the stage, as named there
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    completion_year = models.PositiveSmallIntegerField(null=True, blank=True)
    start_confidence = models.CharField(max_length=12, blank=True)
    completion_confidence = models.CharField(max_length=12, blank=True)
    stations = CodesField()  # keys of the stations that serve it, nearest in use first
    transit_lines = CodesField()
    owners = CodesField()
    official_host = models.CharField(max_length=100, blank=True)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()
    body = TextField()
    note = TextField()

    partner_path = "partner"

    class Meta(Record.Meta):
        db_table = "areas"

    @property
    def category(self) -> str:
        """The land-use category that colours the area."""
        return category_of(self.uses)

    @property
    def rung(self) -> Stage:
        """Where the area stands on the common ladder."""
        return STAGES[self.stage]

    @property
    def national_term(self) -> str:
        """The step in the country's own words: the document its source names, else the stage's term."""
        return self.plan_term or self.rung.term(self.country)

    @property
    def owner_words(self) -> str:
        """Owners and developers: names as they are, groups without a name in the reader's language."""
        return "; ".join(map(OWNER_GROUPS.label, self.owners))

    @property
    def drawn(self) -> Any:
        """How the outline was made, as a sentence; empty when that is not recorded."""
        return OUTLINE_METHODS.label(self.outline_method) if self.outline_method else ""


class Figure(Record):
    """One number of an area or an industry, with unit, year, source and confidence.

    ``summary`` says what it covers; ``covers`` is 'part' where that is not the whole area.
    """

    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="figures")
    industry = models.ForeignKey(
        "catalogue.Industry", models.CASCADE, null=True, blank=True, related_name="figures"
    )
    measure = models.CharField(max_length=30, blank=True)
    cluster = models.CharField(max_length=100, blank=True)
    value = models.FloatField()
    unit = models.CharField(max_length=20)
    basis = models.CharField(max_length=20, blank=True)
    covers = models.CharField(max_length=10, blank=True)
    year = models.CharField(max_length=10, blank=True)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    owner = models.CharField(max_length=100, blank=True)  # the office that keeps it, no person
    review_by = models.DateField(null=True, blank=True)  # the day by which it is to be confirmed
    name = TextField()
    summary = TextField()

    partner_path = "area__partner"

    class Meta(Record.Meta):
        db_table = "figures"

    @classmethod
    def in_time(cls, day: date) -> models.Q:
        """Return which figures are not overdue beyond the grace of their partner."""
        return facts_in_time(cls.partner_path, day)

    def is_overdue(self, day: date) -> bool:
        """Whether the day by which it was to be confirmed has passed."""
        return self.review_by is not None and self.review_by < day

    @property
    def partial(self) -> bool:
        """Whether it tells of a part of its area only: a stage, one use, one building."""
        return self.covers == PART


class Milestone(Record):
    """Something that happened to an area, or is expected to."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField()
    expected = models.BooleanField(default=False)
    confidence = models.CharField(max_length=12)
    name = TextField()

    partner_path = "area__partner"

    class Meta(Record.Meta):
        db_table = "milestones"
