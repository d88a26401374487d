"""Planning terms of both countries beside each other, for whoever translates."""

import csv
from functools import lru_cache
from importlib.resources import files

from django.http import HttpResponse
from django.shortcuts import render

from prospect.desk.access import StaffRequest, staff_page
from prospect.languages.folding import fold


@staff_page("read")
def glossary(request: StaffRequest) -> HttpResponse:
    """List the planning terms that hold what was asked for, in any language."""
    asked = request.GET.get("q", "")[:100].strip()
    wanted = fold(asked)
    rows = [
        row for row in terms() if not wanted or any(wanted in fold(cell) for cell in row.values())
    ]
    context = {"section": "glossary", "rows": rows, "asked": asked}
    return render(request, "desk/glossary.html", context)


@lru_cache(maxsize=1)
def terms() -> list[dict[str, str]]:
    """Return the glossary, a term a row."""
    text = files("prospect.desk").joinpath("glossary.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
