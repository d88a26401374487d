"""Places an investor steers by: infrastructure, universities, venues, anchor companies."""

from django.db import models

from prospect.geometry.field import GeometryField
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record


class Place(Record):
    """Infrastructure, a university, a venue or an anchor company."""

    kind = models.CharField(max_length=30)
    municipality = models.CharField(max_length=60)
    country = models.CharField(max_length=5)  # DK, SE or DK/SE
    point = GeometryField(db_column="geom")
    year = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=20)
    official_host = models.CharField(max_length=100, blank=True)
    confidence = models.CharField(max_length=12)
    coordinate_confidence = models.CharField(max_length=15)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()

    class Meta(Record.Meta):
        db_table = "places"
