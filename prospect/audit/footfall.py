"""Counts of public views: folded from the files of the public side, and read by page."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from prospect.audit.models import Tally, Views

FOLDER = "views"
DONE = ".tally"  # the ending of a file that is complete
LINE = re.compile(r"([a-z]{1,30}) ([a-z0-9_-]{1,100}) (\d{4}-\d{2}-\d{2}) (\d{1,9})")
WINDOW = 30  # days that a ranking looks back


def fold_views() -> int:
    """Take the files of counts into the table, each exactly once; return how many there were.

    A kill between the commit and the removal of a file is noticed by its name.
    """
    files = sorted((settings.HOME / FOLDER).glob(f"*{DONE}"))
    for file in files:
        try:
            with transaction.atomic():
                Tally.objects.create(name=file.name)
                _add(_counts(file))
        except IntegrityError:  # counted before, and only the file was left
            pass
        file.unlink(missing_ok=True)
        Tally.objects.filter(name=file.name).delete()
    return len(files)


def views_of(pages: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return how often pages, each a kind and a key, were read in the last thirty days."""
    wanted, since = set(pages), timezone.localdate() - timedelta(days=WINDOW)
    rows = (
        Views.objects.filter(day__gte=since, kind__in={kind for kind, _key in wanted})
        .values_list("kind", "key")
        .annotate(total=Sum("number"))
        .order_by()
    )
    return {(kind, key): total for kind, key, total in rows if (kind, key) in wanted}


def most_read(rows: Any) -> Any:
    """Return a queryset with ``read``: how often the page of each row's kind and key was read of late."""
    since = timezone.localdate() - timedelta(days=WINDOW)
    page = Views.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"), day__gte=since)
    total = page.order_by().values("key").annotate(total=Sum("number")).values("total")
    return rows.annotate(read=Coalesce(Subquery(total), 0))


def _counts(file: Path) -> "Counter[tuple[str, str, date]]":
    """Return the counts of a file; lines that are none are left out."""
    found: Counter[tuple[str, str, date]] = Counter()
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        if told := LINE.fullmatch(line):
            try:
                day = date.fromisoformat(told[3])
            except ValueError:
                continue
            found[told[1], told[2], day] += int(told[4])
    return found


def _add(counts: "Counter[tuple[str, str, date]]") -> None:
    for (kind, key, day), number in counts.items():
        row, made = Views.objects.get_or_create(
            kind=kind, key=key, day=day, defaults={"number": number}
        )
        if not made:
            Views.objects.filter(pk=row.pk).update(number=F("number") + number)
