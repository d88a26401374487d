"""The start page: the Monday list of a person, and how good the facts of their partners are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.completeness import areas_seen_by
from prospect.desk.monday import monday_list
from prospect.desk.quality import qualities
from prospect.partners.models import Partner

MOST_SCORES = 10  # partners whose score is shown, the lowest first


@staff_page("read")
def start(request: StaffRequest) -> HttpResponse:
    """Show what waits for a person, each thing one click or key away."""
    areas = areas_seen_by(request.user)
    partners = list(Partner.objects.open_to(request.user, "read").order_by("key"))
    scores = qualities(partners, areas)
    context: dict[str, Any] = {
        "section": "start",
        "sections": monday_list(request.user, areas),
        "scores": scores[:MOST_SCORES],
        "more_scores": max(0, len(scores) - MOST_SCORES),
        "roles": _roles(request.user, partners),
    }
    return render(request, "desk/start.html", context)


def _roles(person: Any, partners: list[Partner]) -> list[tuple[Partner | None, Any]]:
    """Return each role with its partner; None is the whole region."""
    known = {one.pk: one for one in partners}
    return [(known.get(pk), role) for pk, role in person.roles]
