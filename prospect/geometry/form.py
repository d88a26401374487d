"""The outline of an area in a form: a text field that is complete alone, and a map around it."""

import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from prospect.geometry.measures import hectares
from prospect.geometry.positions import Window
from prospect.geometry.reading import Reading, as_geojson, read_outline
from prospect.geometry.repair import Outline

REPAIR = "repair"  # the button that fills the field with the repaired outline, and saves nothing


class OutlineInput(forms.Textarea):
    """A text field with GeoJSON in it; ``<outline-editor>`` puts a map and tools around it.

    ``map_settings`` is what the map is told (see ``desk/outline.py``); without it there is no map.
    """

    template_name = "geometry/outline.html"
    window: Window | None = None
    map_settings: dict[str, Any] | None = None

    def format_value(self, value: Any) -> str:
        return as_geojson(value) if isinstance(value, BaseGeometry) else str(value or "")  # type: ignore[arg-type]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = read_outline(context["widget"]["value"] or "", self.window)
        sound = found.outline is not None and not found.problems
        context["outline"] = {
            "reading": found,
            "hectares": hectares(found.outline) if sound and found.outline else None,
            "settings": json.dumps(self.map_settings) if self.map_settings else "",
            "repair": REPAIR,
        }
        return context


class OutlineField(forms.Field):
    """An outline in EPSG:4326: Polygon, MultiPolygon or None; what is wrong is told with its place.

    ``window`` is that of the region: west, south, east, north in degrees.
    """

    widget = OutlineInput
    default_error_messages = {"required": _("Draw the outline.")}

    def __init__(self, *, window: Window | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.window = window
        self.widget.window = window  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Outline | None:
        found = read_outline(value or "", self.window)
        if found.problems:
            raise forms.ValidationError(
                [forms.ValidationError(one.words, code=one.code) for one in found.problems]
            )
        return found.outline

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = as_geojson(initial) if isinstance(initial, BaseGeometry) else initial or ""  # type: ignore[arg-type]
        found = read_outline(data or "", self.window)
        return bool(found.problems) or as_geojson(found.outline) != before


def with_repair(
    data: QueryDict, name: str, window: Window | None = None
) -> tuple[QueryDict, Reading]:
    """Return what was posted with the outline repaired, and what was read; nothing is saved.

    Where it cannot be repaired, it comes back as it was.
    """
    found = read_outline(data.get(name, ""), window)
    if found.repaired is None:
        return data, found
    mended = data.copy()
    mended[name] = as_geojson(found.repaired)
    return mended, found
