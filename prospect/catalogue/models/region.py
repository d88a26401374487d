"""The region as a whole: its window, its words, and its land-use crosswalk."""

from django.db import models

from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record


class Region(Record):
    """The one region of an installation; bounds in degrees (EPSG:4326)."""

    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    view_west = models.FloatField()
    view_south = models.FloatField()
    view_east = models.FloatField()
    view_north = models.FloatField()
    destinations = CodesField()  # keys of stations minutes are counted to; lists show the first
    first_contacts = CodesField()  # keys of the organisations that receive anyone
    name = TextField()
    summary = TextField()
    body = TextField()

    class Meta(Record.Meta):
        db_table = "regions"


class TextBlock(Record):
    """A passage of the site that belongs to the region, not to the software."""

    name = TextField()
    summary = TextField()
    body = TextField()

    class Meta(Record.Meta):
        db_table = "passages"


class LandUseCode(Record):
    """One line of the crosswalk from a national land-use code to common category and HILUCS."""

    country = models.CharField(max_length=2)
    scheme = models.CharField(max_length=60)
    code = models.CharField(max_length=30)
    label_local = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    category = models.CharField(max_length=40)
    hilucs = models.CharField(max_length=100)
    match = models.CharField(max_length=12)
    confidence = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Record.Meta):
        db_table = "land_use_codes"
