"""Plots and premises one can establish on or in."""

from django.db import models

from prospect.catalogue.models.areas import Area
from prospect.catalogue.models.industries import Organisation
from prospect.geometry.field import GeometryField
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.partners.models import Partner
from prospect.records.models import Record
from prospect.registers.land_use import category_of


class Opportunity(Record):
    """A plot or premises; ``illustrative`` ones show what the layer can do and are not on offer.

    Sizes are in square metres of land or floor area (``size_basis``), smallest to largest unit.
    """

    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="opportunities")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="opportunities")
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=12)
    point = GeometryField(db_column="geom")
    min_size_m2 = models.PositiveIntegerField(null=True, blank=True)
    max_size_m2 = models.PositiveIntegerField(null=True, blank=True)
    size_basis = models.CharField(max_length=8, blank=True)
    uses = CodesField()
    tenure = models.CharField(max_length=20, blank=True)
    available_from = models.PositiveSmallIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="opportunities"
    )
    illustrative = models.BooleanField(default=True)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()
    body = TextField()

    partner_path = "partner"

    class Meta(Record.Meta):
        db_table = "opportunities"

    @property
    def category(self) -> str:
        """The land-use category that colours the marker."""
        return category_of(self.uses)
