"""Forms with an outline in them: what its map is told, and the repair that was asked for."""

from typing import Any

from django.http import QueryDict

from prospect.catalogue.models import Area
from prospect.desk.access import StaffRequest
from prospect.desk.outline import editor_settings, region_window
from prospect.geometry.form import REPAIR, with_repair


def prepare_outline(request: StaffRequest, form: Any) -> None:
    """Give the outline of a form the region's window and its map; forms without one stay as they are."""
    if "outline" not in form.fields:
        return
    area: Area = form.instance
    field = form.fields["outline"]
    field.window = field.widget.window = region_window()
    saved = area if area.pk else None
    field.widget.map_settings = editor_settings(
        by=request.user, partner=area.partner, area=saved, parent=area.parent
    )


def posted(request: StaffRequest, name: str = "outline") -> QueryDict:
    """Return what was posted; with the outline repaired where that is what was asked for."""
    if REPAIR not in request.POST:
        return request.POST
    data, _reading = with_repair(request.POST, name, region_window())
    return data
