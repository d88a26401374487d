"""How a partner works with its facts: what staff agreed on, and the public never reads."""

from datetime import date, timedelta

from django.db import models

from prospect.geometry.field import GeometryField
from prospect.partners.models.partner import Partner


class Terms(models.Model):
    """The terms of one partner; without a row of its own these defaults hold."""

    partner = models.OneToOneField(Partner, models.CASCADE, related_name="terms")
    border = GeometryField(null=True)  # of the municipality; outlines beyond it are warned of
    two_pairs_of_eyes = models.BooleanField(default=True)  # nobody approves what they wrote
    review_days = models.PositiveSmallIntegerField(default=365)  # until a fact is to be confirmed
    grace_days = models.PositiveSmallIntegerField(default=90)  # then, until it leaves the public

    class Meta:
        db_table = "terms"

    def __str__(self) -> str:
        return f"terms of {self.partner_id}"

    def keeps(self, review_by: date | None, day: date) -> bool:
        """Return whether a fact with this day of review is still told to the public on a day."""
        return review_by is None or review_by >= day - timedelta(days=self.grace_days)


def facts_in_time(path: str, day: date) -> models.Q:
    """Return which facts ``Terms.keeps``; ``path`` leads from a fact to its partner."""
    own: dict[int, list[int]] = {}
    for partner, grace in Terms.objects.values_list("partner_id", "grace_days"):
        own.setdefault(grace, []).append(partner)
    others = models.Q((f"{path}__in", [pk for pks in own.values() for pk in pks]))
    found = models.Q(review_by=None)
    found |= models.Q(review_by__gte=day - timedelta(days=Terms().grace_days)) & ~others
    for grace, partners in own.items():
        since = day - timedelta(days=grace)
        found |= models.Q((f"{path}__in", partners), review_by__gte=since)
    return found


def terms_of(partner: int | None) -> Terms:
    """Return the terms of a partner by primary key; the defaults where none were made."""
    found = Terms.objects.filter(partner=partner).first() if partner else None
    return found or Terms(partner_id=partner)  # type: ignore[misc]
