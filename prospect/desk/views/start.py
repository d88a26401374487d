"""The start page: what a person answers for, and what is missing there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.completeness import areas_with_gaps
from prospect.partners.models import Partner


@staff_page("read")
def start(request: StaffRequest) -> HttpResponse:
    """List the areas a person answers for, those with the most words missing first."""
    rows = areas_with_gaps(request.user)
    context: dict[str, Any] = {
        "section": "start",
        "rows": rows,
        "complete": sum(not row.missing for row in rows),
        "unconfirmed": sum(row.area.confirmed_on is None for row in rows),
        "roles": _roles(request.user),
    }
    return render(request, "desk/start.html", context)


def _roles(person: Any) -> list[tuple[Partner | None, Any]]:
    """Return each role with its partner; None is the whole region."""
    partners = Partner.objects.in_bulk([pk for pk, _role in person.roles if pk])
    return [(partners.get(pk), role) for pk, role in person.roles]
