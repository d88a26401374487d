"""The list of records of one kind, and the same list as a file."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.asked import Asked
from prospect.desk.kinds import kind_named, kinds_for
from prospect.desk.lists import RecordList
from prospect.desk.sheets.export import table_of
from prospect.desk.sheets.several import simple_fields
from prospect.tables.writing import TooLong, write_csv, write_xlsx

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@staff_page("read")
def records(request: StaffRequest, kind: str) -> HttpResponse:
    """List the records of one kind that a person may see, as the address asks."""
    found = kind_named(kind)
    listed = RecordList(request.user, found, Asked.of(request.GET))
    everywhere = request.user.scope("edit") == "everywhere"
    may_write = bool(request.user.scope("edit")) and (bool(found.model.partner_path) or everywhere)
    context = {
        "section": kind, "kind": found, "kinds": kinds_for(request.user), "list": listed, "asked": listed.asked,
        "languages": settings.LANGUAGES, "may_write": may_write,
        "may_approve": bool(request.user.scope("review")), "fields": simple_fields(found),
        "may_make": may_write and found.made and not found.within and (found.code != "partner" or everywhere),
    }  # fmt: skip
    return render(request, "desk/records.html", context)


@staff_page("read")
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """Give the list that the address asks for as CSV or XLSX, with the newest drafts in it."""
    found = kind_named(kind)
    form = request.GET.get("format", "csv")
    form = form if form in FORMATS else "csv"
    listed = RecordList(request.user, found, Asked.of(request.GET))
    outline = request.GET.get("outline") == "yes"
    pks = [line.pk for line in listed.found]
    header, rows = table_of(request.user, found, pks, outline=outline)
    try:
        data = write_csv(header, rows) if form == "csv" else write_xlsx(header, rows, name=kind)
    except TooLong:
        messages.error(request, gettext("An outline is longer than a cell of XLSX can be. Take CSV."))  # fmt: skip
        return redirect("desk:records", kind)
    response = HttpResponse(data, content_type=FORMATS[form])
    name = f"{kind}-{timezone.localdate():%Y-%m-%d}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
