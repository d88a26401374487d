"""What the outline editor asks while somebody draws; nothing is saved."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.outline import region_window, siting_warnings, told
from prospect.geometry.reading import Reading, read_outline
from prospect.geometry.repair import Problem


@staff_page("edit")
def check_outline(request: StaffRequest) -> HttpResponse:
    """Tell area, problems, warnings and the repair of an outline; 400 where nothing can be read."""
    text = request.POST.get("outline")
    if text is None:
        missing = Problem("missing", gettext("There is no outline in it. Draw one."))
        return JsonResponse(told(Reading(problems=(missing,)), []), status=400)
    reading = read_outline(text, region_window())
    about = {name: request.POST.get(name, "") for name in ("key", "partner", "parent")}
    answer = told(reading, siting_warnings(reading, by=request.user, about=about))
    unread = reading.outline is None and bool(reading.problems)
    return JsonResponse(answer, status=400 if unread else 200)
