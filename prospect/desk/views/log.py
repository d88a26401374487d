"""The log of decisions, as far as it is somebody's to read: a page at a time, or as a table."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from prospect.audit.models import Event
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms.log import LogFilter
from prospect.desk.log import events_seen_by
from prospect.desk.log_words import Told, tell
from prospect.partners.models import Person

PAGE = 50  # events
LONGEST_TABLE = 100_000  # events of an export
AT_ONCE = 500  # events told with the same few questions to the database
CODES = ("happened_at", "by", "verb", "subject", "details")
WORDS = ("who", "done", "record", "more")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for one


@staff_page("manage")
def log(request: StaffRequest) -> HttpResponse:
    """List events, the newest first; what is asked for narrows them."""
    form = LogFilter(request.GET or None)
    events = form.narrow(events_seen_by(request.user))
    if "csv" in request.GET:
        return _table(events, request.user)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "section": "log", "form": form, "page": page, "query": kept.urlencode(),
        "told": tell(page.object_list, request.user),
    }  # fmt: skip
    return render(request, "desk/log.html", context)


def _table(events: Any, reader: Person) -> HttpResponse:
    """Return events as CSV, in UTF-8 as spreadsheets know it: codes for machines, words beside them."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="log.csv"'
    lines = csv.writer(answer)
    lines.writerow([*CODES, *WORDS])
    for some in _batched(events[:LONGEST_TABLE].iterator(chunk_size=AT_ONCE), AT_ONCE):
        for told in tell(some, reader):
            lines.writerow(_cells(told))
    return answer


def _cells(told: Told) -> list[str]:
    event = told.event
    cells = [event.happened_at.isoformat(timespec="seconds"), event.by, event.verb, event.subject]
    cells.append("; ".join(f"{name}: {value}" for name, value in event.details.items()))
    cells += [told.who, told.done, told.subject]
    cells.append("; ".join(f"{label}: {value}" for label, value in told.details))
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def _batched(rows: Iterable[Event], size: int) -> Iterator[list[Event]]:
    """Yield rows in lists of a size."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
