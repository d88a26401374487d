"""Several records at once: ticked in a list, or sent as a table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.asked import Asked
from prospect.desk.kinds import KINDS, Kind, kind_named
from prospect.desk.lists import RecordList
from prospect.desk.sheets.actions import ask_to_take_over, keep_upload
from prospect.desk.sheets.columns import Columns
from prospect.desk.sheets.several import (
    Chosen,
    chosen_by,
    chosen_of,
    do_with,
    field_form,
    set_field,
    simple_fields,
)
from prospect.editing.bulk_steps import BULK
from prospect.jobs.actions import worker_is_silent
from prospect.tables.models import GOOD, Outcome, Upload, UploadState
from prospect.tables.reading import MOST_BYTES, Unreadable

MOST_SHOWN = 500  # rows of one outcome on a page


@staff_page("edit")
def several(request: StaffRequest, kind: str) -> HttpResponse:
    """Do one thing with each ticked record, and say for each what came of it."""
    found, act = kind_named(kind), request.POST.get("act", "")
    chosen = _chosen(request, found)
    if not chosen:
        unseen = act == "confirm" and request.POST.get("matching") == "yes"
        words = gettext(
            "You can say of records that they are still true once you have ticked them."
        )
        messages.error(request, words if unseen else gettext("Tick the records first."))
        return redirect("desk:records", kind)
    if act == "set":
        return _set_one(request, found, chosen)
    if act not in ("confirm", *BULK):
        messages.error(request, gettext("Choose what to do with them."))
        return redirect("desk:records", kind)
    return _told(request, found, do_with(found, chosen, act, by=request.user))


@staff_page("edit")
def send_table(request: StaffRequest, kind: str) -> HttpResponse:
    """Take a table as CSV or XLSX, and show what it would change."""
    found, fault = kind_named(kind), ""
    if request.method == "POST":
        sent = request.FILES.get("table")
        try:
            if sent is None:
                raise Unreadable(gettext("Choose a file."))
            if (sent.size or 0) > MOST_BYTES:
                raise Unreadable(gettext("The file is larger than 10 MB. Send it in parts."))
            upload = keep_upload(found, sent.read(), sent.name or "", by=request.user)
            return redirect("desk:upload", upload.token)
        except Unreadable as reason:
            fault = str(reason)
    kept = Upload.objects.filter(by=request.user.email, kind=kind).defer("sheet")
    context = {
        "section": kind, "kind": found, "fault": fault, "uploads": kept.order_by("-pk")[:10],
        "columns": Columns(found, outline=True).names,
    }  # fmt: skip
    return render(request, "desk/send_table.html", context, status=400 if fault else 200)


@staff_page("edit")
def upload(request: StaffRequest, token: UUID) -> HttpResponse:
    """Show what a table would change, take its good rows over, and show what came of it."""
    kept = Upload.objects.filter(token=token, by=request.user.email).first()
    if kept is None or kept.kind not in KINDS:
        raise Http404("no such table")
    if request.method == "POST":
        whole = "whole" in request.POST
        if not ask_to_take_over(kept, by=request.user, whole=whole):
            _say_why_not(request, kept)
        return redirect("desk:upload", token)
    found = KINDS[kept.kind]
    busy = kept.state in (UploadState.READ, UploadState.ASKED)
    context = {
        "section": found.code, "kind": found, "upload": kept, "busy": busy,
        "silent": busy and worker_is_silent(), "total": kept.total, "most_shown": MOST_SHOWN,
        **_sorted_rows(kept),
    }  # fmt: skip
    return render(request, "desk/upload.html", context)


def _chosen(request: StaffRequest, kind: Kind) -> list[Chosen]:
    """Return what was ticked: single records, the whole page, or all that the list found."""
    seen, act = request.POST.get("seen", ""), request.POST.get("act", "")
    if "matching" in request.POST and act == "confirm":
        return []  # that a fact is still true is said of what one has looked at
    if "matching" in request.POST and seen.isascii() and seen.isdigit() and len(seen) < 19:
        asked = Asked.of(QueryDict(request.POST.get("asked", "")[:1000]))
        return chosen_by(RecordList(request.user, kind, asked), int(seen))
    return chosen_of(request.POST.getlist("shown" if "all" in request.POST else "chosen"))


def _set_one(request: StaffRequest, kind: Kind, chosen: list[Chosen]) -> HttpResponse:
    """Ask for the value of one field, then write it into each record."""
    name = request.POST.get("field", "")
    if name not in simple_fields(kind):
        messages.error(request, gettext("Choose the field to set."))
        return redirect("desk:records", kind.code)
    given = "given" in request.POST
    form = field_form(kind, name, request.POST if given else None)
    if given and form.is_valid():
        results = set_field(kind, chosen, name, form.cleaned_data[name], by=request.user)
        return _told(request, kind, results)
    context = {
        "section": kind.code,
        "kind": kind,
        "form": form,
        "chosen": chosen,
        "field": name,
        "posted": request.POST,
    }
    return render(request, "desk/set_field.html", context, status=400 if given else 200)


def _told(request: StaffRequest, kind: Kind, results: list[Any]) -> HttpResponse:
    done, left = [one for one in results if not one.why], [one for one in results if one.why]
    context = {
        "section": kind.code,
        "kind": kind,
        "done": done,
        "left": left,
        "most_shown": MOST_SHOWN,
    }
    return render(request, "desk/several.html", context)


def _say_why_not(request: StaffRequest, kept: Upload) -> None:
    if kept.state == UploadState.CHECKED:
        messages.error(request, gettext("Not every row is good, so nothing was taken over."))


def _sorted_rows(kept: Upload) -> dict[str, Any]:
    """Return how many rows come to what, and the first of each that a page shows."""
    counted = kept.rows.values_list("outcome").annotate(Count("pk")).order_by()
    numbers = dict.fromkeys(Outcome.values, 0) | dict(counted)
    good = kept.rows.filter(outcome__in=GOOD).defer("content")
    left = good.exclude(why="") if kept.state == UploadState.TAKEN else good.none()
    shown = {name: kept.rows.filter(outcome=name).defer("content")[:MOST_SHOWN] for name in numbers}
    return {
        "numbers": numbers, "good": numbers[Outcome.NEW] + numbers[Outcome.CHANGED], "shown": shown,
        "done": good.filter(done=True).count(), "left": left[:MOST_SHOWN],
    }  # fmt: skip
