"""Several records at once: ticked in a list, or sent as a table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.kinds import KINDS, Kind, kind_named
from prospect.desk.sheets.actions import ask_to_take_over, keep_upload
from prospect.desk.sheets.checking import CHANGED, NEW, REFUSED, SAME
from prospect.desk.sheets.columns import Columns
from prospect.desk.sheets.several import (
    STEPS,
    Chosen,
    chosen_of,
    do_with,
    field_form,
    set_field,
    simple_fields,
)
from prospect.jobs.actions import worker_is_silent
from prospect.tables.models import Upload, UploadState
from prospect.tables.reading import MOST_BYTES, Unreadable


@staff_page("edit")
def several(request: StaffRequest, kind: str) -> HttpResponse:
    """Do one thing with each ticked record, and say for each what came of it."""
    found, act = kind_named(kind), request.POST.get("act", "")
    chosen = chosen_of(request.POST.getlist("shown" if "all" in request.POST else "chosen"))
    if not chosen:
        messages.error(request, gettext("Tick the records first."))
        return redirect("desk:records", kind)
    if act == "set":
        return _set_one(request, found, chosen)
    if act not in ("confirm", *STEPS):
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
    kept = Upload.objects.filter(by=request.user.email, kind=kind).defer("rows", "sheet")
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
        "silent": busy and worker_is_silent(), "total": len(kept.rows or kept.sheet.get("rows", [])),
        **_sorted_rows(kept),
    }  # fmt: skip
    return render(request, "desk/upload.html", context)


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
    context = {"section": kind.code, "kind": kind, "form": form, "chosen": chosen, "field": name}
    return render(request, "desk/set_field.html", context, status=400 if given else 200)


def _told(request: StaffRequest, kind: Kind, results: list[Any]) -> HttpResponse:
    context = {
        "section": kind.code, "kind": kind, "done": [one for one in results if not one.why],
        "left": [one for one in results if one.why],
    }  # fmt: skip
    return render(request, "desk/several.html", context)


def _say_why_not(request: StaffRequest, kept: Upload) -> None:
    if kept.state == UploadState.CHECKED:
        messages.error(request, gettext("Not every row is good, so nothing was taken over."))


def _sorted_rows(kept: Upload) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {
        name: [row for row in kept.rows if row["outcome"] == name]
        for name in (NEW, CHANGED, SAME, REFUSED)
    }
    good = [*rows[CHANGED], *rows[NEW]]
    return {
        "good": len(good), "new": rows[NEW], "changed": rows[CHANGED], "refused": rows[REFUSED],
        "same": len(rows[SAME]), "done": [row for row in good if row["done"]],
        "left": [row for row in good if row["why"]],
    }  # fmt: skip
