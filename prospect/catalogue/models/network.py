"""The transit network: stations and the links between them."""

from django.db import models

from prospect.geometry.field import GeometryField
from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record


class Station(Record):
    """A stop of the network; its name stays in its own language, a name readers use is beside it."""

    name = models.CharField(max_length=100)
    called = TextField()  # what readers elsewhere call it, if they do: Copenhagen Airport
    lines = CodesField()
    point = GeometryField(db_column="geom")
    country = models.CharField(max_length=2)
    municipality = models.CharField(max_length=60)
    mode = models.CharField(max_length=12)
    status = models.CharField(max_length=20)
    confidence = models.CharField(max_length=15)

    class Meta(Record.Meta):
        db_table = "stations"


class Link(Record):
    """A ride between two stations, either way, in minutes on board."""

    origin = models.ForeignKey(Station, models.CASCADE, related_name="departures")
    destination = models.ForeignKey(Station, models.CASCADE, related_name="arrivals")
    minutes = models.FloatField()
    line = models.CharField(max_length=40)
    mode = models.CharField(max_length=12)
    status = models.CharField(max_length=20)
    opens = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # expected year, if not open yet
    confidence = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Record.Meta):
        db_table = "links"
