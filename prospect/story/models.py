"""The story of the region: chapters that each look at the map from one place."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record

FARTHEST, CLOSEST = 6.5, 16.0  # zooms of the map


class Chapter(Record):
    """A chapter: some words, and the view of the map that belongs to them.

    The middle is in degrees (EPSG:4326), ``zoom`` that of a map 944 pixels wide. ``areas`` and ``places``
    are keys of what is highlighted; ``figures`` codes of counts or keys of figures, shown large. In the body
    ``{code}`` stands for such a number. Without a ``year`` the map shows today.
    """

    number = models.PositiveSmallIntegerField()
    lat = models.FloatField(validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(validators=[MinValueValidator(-180), MaxValueValidator(180)])
    zoom = models.FloatField(validators=[MinValueValidator(FARTHEST), MaxValueValidator(CLOSEST)])
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    areas = CodesField()
    places = CodesField()
    figures = CodesField()
    chart = models.CharField(max_length=30, blank=True)
    door = models.CharField(max_length=20, blank=True)
    name = TextField()
    body = TextField()

    class Meta(Record.Meta):
        db_table = "chapters"
