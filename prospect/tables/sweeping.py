"""Throws away tables that nobody needs any more; what was taken over stays, in records and log."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from prospect.tables.models import Upload, UploadState

KEPT_DAYS = 30  # after it was taken over; or after it was sent, where nothing came of it


def sweep_uploads(now: datetime | None = None) -> int:
    """Remove old tables and return how many; one that waits to be taken over stays until it is."""
    before = (now or timezone.now()) - timedelta(days=KEPT_DAYS)
    taken = Q(state=UploadState.TAKEN, taken_at__lt=before)
    left = Q(state__in=[UploadState.READ, UploadState.CHECKED], made_at__lt=before)
    old = Upload.objects.filter(taken | left)
    number = old.count()
    old.delete()
    return number
