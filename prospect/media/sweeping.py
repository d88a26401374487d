"""Removes kept files that nothing refers to any more."""

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from prospect.media.keeping import remove_leftovers
from prospect.media.models import Document, Picture
from prospect.media.names import STEM
from prospect.records.models import Revision

KEPT_DAYS = 30  # an upload whose form was never saved may still be open in somebody's browser
KINDS = ("picture", "document")


def sweep(now: float | None = None) -> int:
    """Remove files older than KEPT_DAYS that no record and no revision refers to; return how many.

    What a revision names stays: a restored revision needs its file. ``now``: seconds since 1970.
    """
    root, moment = Path(settings.MEDIA_ROOT), time.time() if now is None else now
    if not root.is_dir():
        return 0
    before = moment - timedelta(days=KEPT_DAYS).total_seconds()
    remove_leftovers(before)
    old = [path for path in root.iterdir() if path.is_file() and path.stat().st_mtime < before]
    wanted = stems_in_use() if old else set()
    gone = [path for path in old if path.name[0] != "." and path.name[:STEM] not in wanted]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def stems_in_use() -> set[str]:
    """Return how the names of files begin that a record or a revision refers to."""
    rows = [
        *Picture.objects.values_list("file", flat=True),
        *Document.objects.values_list("file", flat=True),
    ]
    written = Revision.objects.filter(dossier__kind__in=KINDS, content__isnull=False)
    rows += [
        (content or {}).get("file", "") for content in written.values_list("content", flat=True)
    ]
    return {sha[:STEM] for sha in rows if sha}
