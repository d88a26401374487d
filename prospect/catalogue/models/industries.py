"""Industries, and the organisations an investor is referred to."""

from django.db import models

from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record


class Industry(Record):
    """A cluster the region is known for; its key is a code of the sector register."""

    name = TextField()
    summary = TextField()
    body = TextField()

    class Meta(Record.Meta):
        db_table = "industries"


class Organisation(Record):
    """Whom to contact: an organisation with a role, never a person."""

    country = models.CharField(max_length=5)  # DK, SE or DK/SE
    level = models.CharField(max_length=20)
    role = models.CharField(max_length=40)
    serves = CodesField()
    topics = CodesField()
    official_host = models.CharField(max_length=100, blank=True)
    confidence = models.CharField(max_length=12)
    source_urls = CodesField(max_length=4000)
    name = TextField()
    summary = TextField()

    class Meta(Record.Meta):
        db_table = "organisations"
