"""Opportunities: the list of what one can establish in or on, and a page for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prospect.explore import sentences
from prospect.explore.opportunity_list import SORTS, OpportunityList
from prospect.explore.opportunity_page import tell_opportunity
from prospect.explore.opportunity_rows import row_words
from prospect.explore.paging import page_of
from prospect.releases.store import current_release
from prospect.search.columns import open_columns
from prospect.search.filters import read_filter
from prospect.search.selection import Selection


def index(request: HttpRequest) -> HttpResponse:
    """List what fits the filter, with counts, and advice when nothing does."""
    release = current_release()
    columns = open_columns(release.columns / "opportunities")
    asked = read_filter("opportunities", request.GET, strict=False, code_of=columns.code_of)
    listed = OpportunityList(Selection(columns, asked), request.GET.get("sort", ""))
    selection = listed.selection
    page = page_of(range(selection.total), request.GET.get("page", ""))
    context = {
        "section": "opportunities",
        "asked": asked,
        "listed": listed,
        "total": selection.total,
        "sentence": sentences.opportunities_fit(selection.total, selection.split("country")),
        "rows": listed.rows(release.id, page.object_list),
        "words": row_words(),
        "page": page,
        "sorts": SORTS,
    }
    return render(request, "explore/opportunities.html", context)


def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one opportunity; 404 when this release does not hold it."""
    context = tell_opportunity(request, current_release(), key)
    return render(request, "explore/opportunity.html", context)
