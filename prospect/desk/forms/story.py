"""The form of a chapter of the story: words with figures in them, and the view of the map."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area, Figure, Place, Region
from prospect.desk.forms.record import Group, RecordForm, choice, words
from prospect.desk.outline import map_base
from prospect.languages.forms import CodesField, LinesField
from prospect.registers.base import Line
from prospect.registers.stages import YEARS
from prospect.registers.story import CHARTS, COUNTS, DOORS
from prospect.story.models import CLOSEST, FARTHEST, Chapter
from prospect.story.scenes import codes_in

NONE = pgettext_lazy("a chart or a way on", "None")
WHOLE = 9.7  # the zoom at which both great cities are in view


class ChapterForm(RecordForm):
    """A chapter of the region's story."""

    name = words(_("Title"), needed=True)
    body = words(
        pgettext_lazy("of a record", "Text"), rows=8, needed=True,
        help_text=_("60 to 90 words. A figure is written as its code in braces, such as {areas} or {nordhavn-planned_homes}, and follows the data."),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Place in the order"), min_value=1, max_value=1000,
        help_text=_("The lowest comes first. Leave gaps, such as 10, 20, 30, so that one more fits between."),
    )  # fmt: skip
    lat = forms.FloatField(label=_("Latitude of the middle"), min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude of the middle"), min_value=-180, max_value=180)
    zoom = forms.FloatField(label=_("Zoom"), min_value=FARTHEST, max_value=CLOSEST)
    year = forms.TypedChoiceField(
        label=_("Year on the map"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Today")), *((year, year) for year in YEARS[1:])],
    )  # fmt: skip
    areas = CodesField({}, label=_("Areas to highlight"))
    places = CodesField({}, label=_("Places to name"))
    figures = LinesField(
        label=_("Figures shown large"), most=3,
        help_text=_("One code a line: the key of a figure, or a count such as areas or homes_planned."),
    )  # fmt: skip
    chart = choice(CHARTS, _("Chart"), empty=True, none=NONE)
    door = choice(DOORS, _("Where it leads on to"), empty=True, none=NONE)
    groups = (
        Group("words", _("Words"), ("name", "body", "number")),
        Group("view", _("View of the map"), ("lat", "lon", "zoom", "year")),
        Group("shown", _("What it shows"), ("figures", "chart", "areas", "places", "door")),
    )

    class Meta:
        model = Chapter
        fields: ClassVar[Any] = (
            "name", "body", "number", "lat", "lon", "zoom", "year", "figures", "chart", "areas", "places", "door",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("areas", Area), ("places", Place)):
            if name in self.fields:
                rows = model.objects.order_by("key").only("key", "name")
                lines = [Line(one.key, str(one.name)) for one in rows]
                self.fields[name].choices = [(one.code, one.label) for one in lines]  # type: ignore[attr-defined]

        if not self.instance.pk:
            self.initial.update(_first_view())

    @property
    def scene_map(self) -> dict[str, Any] | None:
        """What the map of the form is told; None before there is one to show."""
        return map_base()

    def clean_figures(self) -> tuple[str, ...]:
        codes: tuple[str, ...] = self.cleaned_data["figures"]
        _known(codes)
        return codes

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        _known(code for words in body.values() for code in codes_in(words))
        return body


def _first_view() -> dict[str, Any]:
    """Return what a new chapter starts from: the whole region, after the last chapter."""
    region = Region.objects.first()
    last = Chapter.objects.aggregate(last=Max("number"))["last"] or 0
    view: dict[str, Any] = {"number": last + 10, "zoom": WHOLE}
    if region:
        view["lat"] = round((region.view_south + region.view_north) / 2, 5)
        view["lon"] = round((region.view_west + region.view_east) / 2, 5)
    return view


def _known(codes: Any) -> None:
    """Raise ValidationError for codes that nobody can count: the text would have a hole."""
    asked = set(codes) - set(COUNTS)
    missing = asked - set(Figure.objects.filter(key__in=asked).values_list("key", flat=True))
    if missing:
        words = gettext("There is no figure “{key}”. Counts are: {counts}.")
        raise ValidationError(
            [words.format(key=key, counts=", ".join(COUNTS)) for key in sorted(missing)]
        )
