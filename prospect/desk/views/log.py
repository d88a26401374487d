"""The log of decisions, as far as it is somebody's to read: a page at a time, or as a table."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from prospect.audit.models import Event
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms.log import LogFilter
from prospect.desk.log import events_seen_by

PAGE = 50  # events
LONGEST_TABLE = 100_000  # events of an export
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for one


@staff_page("manage")
def log(request: StaffRequest) -> HttpResponse:
    """List events, the newest first; what is asked for narrows them."""
    form = LogFilter(request.GET or None)
    events = form.narrow(events_seen_by(request.user))
    if "csv" in request.GET:
        return _table(events)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"section": "log", "form": form, "page": page, "query": kept.urlencode()}
    return render(request, "desk/log.html", context)


def _table(events: Any) -> HttpResponse:
    """Return events as CSV, in UTF-8 as spreadsheets know it."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="log.csv"'
    lines = csv.writer(answer)
    lines.writerow(["happened_at", "by", "verb", "subject", "details"])
    for event in events[:LONGEST_TABLE].iterator(chunk_size=2000):
        lines.writerow(_cells(event))
    return answer


def _cells(event: Event) -> list[str]:
    cells = [event.happened_at.isoformat(timespec="seconds"), event.by, event.verb, event.subject]
    cells.append("; ".join(f"{name}: {value}" for name, value in event.details.items()))
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
