"""The forms of an area and of what belongs to one."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area, Figure, Milestone
from prospect.desk.forms.record import (
    Group,
    RecordForm,
    choice,
    codes,
    confidence,
    host,
    sources,
    words,
    year,
)  # fmt: skip
from prospect.geometry.form import OutlineField
from prospect.languages.forms import LinesField
from prospect.registers import kinds, units
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import STAGES

WORDS = Group("words", _("Words"), ("name", "summary", "body", "note"))


class AreaForm(RecordForm):
    """What a municipality says of one of its areas; facts first, the outline after."""

    name = words(_("Name"), needed=True)
    summary = words(
        _("In one sentence"),
        rows=3,
        help_text=_("Stands in lists and on the map. At most 200 characters read well."),
    )
    body = words(
        pgettext_lazy("of a record", "Text"),
        rows=10,
        help_text=_("Paragraphs, with an empty line between. No markup."),
    )
    note = words(
        _("Note on the figures"),
        rows=3,
        help_text=_("What a reader must know to read the figures rightly."),
    )
    kind = choice(kinds.AREA_KINDS, _("Kind of area"))
    stage = choice(STAGES, _("Stage"), help_text=_("Where planning stands on the common ladder."))
    plan_term = forms.CharField(
        label=_("Plan document"),
        max_length=100,
        required=False,
        help_text=_("As it is called nationally, such as lokalplan or detaljplan."),
    )
    start_year = year(_("Building starts"))
    start_confidence = choice(CONFIDENCE, _("How firm the start is"), empty=True)
    completion_year = year(_("Expected to be complete"))
    completion_confidence = choice(CONFIDENCE, _("How firm the completion is"), empty=True)
    main_use = choice(USES, _("Main use"), help_text=_("It colours the area on the map."))
    uses = codes(USES, _("Uses"))
    sectors = codes(SECTORS, _("Industries it suits"))
    owners = LinesField(label=_("Owners and developers"), help_text=_("One a line."))
    transit_lines = LinesField(
        label=_("Lines that serve it"), help_text=_("One a line, such as M3.")
    )
    official_host = host()
    confidence = confidence()
    source_urls = sources()
    together = (
        ("main_use", "uses"),
        ("start_year", "start_confidence", "completion_year", "completion_confidence"),
    )
    outline = OutlineField(label=_("Outline"), required=False)
    outline_method = choice(kinds.OUTLINE_METHODS, _("How the outline was made"), empty=True)
    parent = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Part of"),
        required=False,
        help_text=_("A larger area it lies in. Figures of parts are never added to it."),
    )

    groups = (
        WORDS,
        Group("plan", _("Plan and time"), ("kind", "stage", "plan_term", "start_year", "start_confidence", "completion_year", "completion_confidence")),
        Group("use", _("Use and owners"), ("main_use", "uses", "sectors", "owners", "transit_lines", "parent")),
        Group("source", _("Where it comes from"), ("official_host", "confidence", "source_urls")),
        Group("outline", _("Outline"), ("outline", "outline_method"), _("Indicative: never a plan or property boundary.")),
    )  # fmt: skip

    class Meta:
        model = Area
        fields: ClassVar[Any] = (
            "name", "summary", "body", "note", "kind", "stage", "plan_term", "start_year",
            "start_confidence", "completion_year", "completion_confidence", "uses", "sectors",
            "owners", "transit_lines", "official_host", "confidence", "source_urls",
            "outline_method", "parent",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["main_use"] = next(iter(self.instance.uses), "")
        if "parent" not in self.fields:
            return
        siblings = Area.objects.filter(partner=self.instance.partner_id, parent=None)
        self.fields["parent"].queryset = siblings.exclude(pk=self.instance.pk).defer("outline")  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = lambda area: str(area.name)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        main, uses = given.get("main_use"), given.get("uses") or ()
        if main:
            given["uses"] = (main, *(use for use in uses if use != main))
        asked = "outline" in self.fields and "outline" not in self.errors  # tables may lack it
        if asked and self.instance.lat is None and not given.get("outline"):
            self.add_error(
                "outline", gettext("Draw the outline: without it the map has no place for it.")
            )
        start, end = given.get("start_year"), given.get("completion_year")
        if start and end and start > end:
            self.add_error("completion_year", gettext("It cannot be complete before it starts."))
        for name in ("start", "completion"):
            if given.get(f"{name}_year") and not given.get(f"{name}_confidence"):
                self.add_error(f"{name}_confidence", gettext("Say how firm the year is."))
        return given

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "outline" not in self.cleaned_data or "outline" not in self.changed_data:
            return
        self.instance.outline = self.cleaned_data["outline"]
        if self.instance.outline is not None:
            place_label(self.instance, self.instance.outline)


def place_label(area: Area, outline: Any) -> None:
    """Move the label of an area into its outline, where it is not in it (degrees, EPSG:4326)."""
    from shapely.geometry import Point

    if area.lon is None or area.lat is None or not outline.contains(Point(area.lon, area.lat)):
        inside = outline.representative_point()
        area.lon, area.lat = round(inside.x, 6), round(inside.y, 6)


class FigureForm(RecordForm):
    """One number with what it rests on."""

    name = words(
        _("What is counted, in words"), help_text=_("Only where the measure does not say it.")
    )
    summary = words(_("What it covers"), rows=2)
    measure = choice(units.MEASURES, _("Measure"), empty=True)
    value = forms.FloatField(label=_("Number"), localize=True)
    unit = choice(units.UNITS, _("Unit"))
    basis = choice(units.BASES, _("Kind of floor area"), empty=True)
    covers = forms.ChoiceField(
        label=_("Covers"),
        required=False,
        choices=[
            ("", pgettext_lazy("figure", "the whole area")),
            ("part", pgettext_lazy("figure", "a part of it")),
        ],
    )
    year = forms.CharField(label=_("Year"), max_length=10, required=False)
    confidence = confidence()
    source_urls = sources()
    owner = forms.CharField(
        label=_("Kept by"),
        max_length=100,
        required=False,
        help_text=_("The office that knows it, such as Stadsbyggnadskontoret. Not a person."),
    )
    review_by = forms.DateField(
        label=_("To be confirmed by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After this day it fades on the public page, later it leaves it."),
    )

    together = (("measure", "unit", "name"),)
    groups = (
        Group("number", _("Number"), ("measure", "value", "unit", "basis", "covers", "year")),
        Group("source", _("Where it comes from"), ("confidence", "source_urls", "owner", "review_by")),
        Group("words", _("Words"), ("name", "summary")),
    )  # fmt: skip

    class Meta:
        model = Figure
        fields: ClassVar[Any] = (
            "measure", "value", "unit", "basis", "covers", "year", "confidence", "source_urls",
            "owner", "review_by", "name", "summary",
        )  # fmt: skip

    def clean_value(self) -> float:
        value = float(self.cleaned_data["value"])
        if not abs(value) < 1e12:
            raise forms.ValidationError(gettext("That number is too large to be one of a region."))
        return value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        measure = units.MEASURES.get(given.get("measure") or "")
        if measure and given.get("unit") and measure.unit != given["unit"]:
            unit = units.UNITS.label(measure.unit)
            self.add_error("unit", gettext("This measure is counted in {unit}.").format(unit=unit))
        if "measure" in self.fields and not measure and not given.get("name"):
            self.add_error("measure", gettext("Choose a measure, or say in words what is counted."))
        return given


class MilestoneForm(RecordForm):
    """Something that happened to an area, or is expected to."""

    name = words(_("What happens"), needed=True)
    year = forms.IntegerField(label=_("Year"), min_value=1000, max_value=2150)
    expected = forms.BooleanField(
        label=_("It is expected, and has not happened yet"), required=False
    )
    confidence = confidence()
    groups = (Group("what", _("Milestone"), ("name", "year", "expected", "confidence")),)

    class Meta:
        model = Milestone
        fields: ClassVar[Any] = ("name", "year", "expected", "confidence")
