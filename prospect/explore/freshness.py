"""Whether facts were confirmed within their time, counted on the day the release was made."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from prospect.catalogue.models import Figure
from prospect.records.models import published
from prospect.releases.store import current_release


@dataclass(frozen=True)
class Freshness:
    """How many facts of a partner were confirmed in time, of how many, and when the last one was."""

    in_time: int
    of: int
    last: date | None


def release_day() -> date:
    """Return the day of the current release, where people look at their calendars."""
    return timezone.localdate(current_release().created)


def faded_since(figure: Figure) -> date | None:
    """Return since when an overdue figure is not confirmed; None for any other.

    That is its last confirmation; where there was none, the day by which it was due.
    """
    if figure.review_by is None or not figure.is_overdue(release_day()):
        return None
    return figure.confirmed_on or figure.review_by


def freshness_by_partner() -> dict[int, Freshness]:
    """Return the freshness of the dated facts of each partner.

    A partner is left out while none was ever confirmed and none is overdue: nothing came round yet.
    """
    today = release_day()
    rows = (
        published(Figure)
        .filter(area__isnull=False, review_by__isnull=False)
        .values("area__partner")
        .annotate(
            of=Count("pk"),
            timely=Count("pk", filter=Q(review_by__gte=today, confirmed_on__isnull=False)),
            late=Count("pk", filter=Q(review_by__lt=today)),
            last=Max("confirmed_on"),
        )
        .order_by()
    )
    return {
        row["area__partner"]: Freshness(row["timely"], row["of"], row["last"])
        for row in rows
        if row["last"] or row["late"]
    }
