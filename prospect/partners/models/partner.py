"""Partners: the municipalities and cooperations that publish areas and answer for them."""

from django.db import models

from prospect.languages.codes import CodesField
from prospect.languages.fields import TextField
from prospect.records.models import Record


class Partner(Record):
    """An organisation that publishes and answers; municipalities carry their LAU code."""

    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=2, db_index=True)
    lau_code = models.CharField(max_length=8, blank=True)
    short_name = TextField()
    name = TextField()
    summary = TextField()
    official_host = models.CharField(max_length=100, blank=True)
    languages = CodesField()
    answer_days = models.PositiveSmallIntegerField(
        null=True
    )  # working days it promises to answer in
    office = models.CharField(max_length=100, blank=True)  # key of the organisation that answers

    partner_path = "pk"

    class Meta(Record.Meta):
        db_table = "partners"
