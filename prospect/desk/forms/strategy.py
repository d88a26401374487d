"""The forms of the joint strategy: itself, its priorities, objectives and initiatives, and their turns."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Area, Organisation, Place
from prospect.desk.forms.record import (
    Group,
    RecordField,
    RecordForm,
    choice,
    codes,
    confidence,
    sources,
    words,
    year,
)  # fmt: skip
from prospect.languages.forms import CodesField, LinesField
from prospect.registers.base import Line
from prospect.registers.initiatives import BARRIERS, INITIATIVE_KINDS, LEAST, MOST, PROGRESS, TURNS
from prospect.registers.sectors import SECTORS
from prospect.registers.units import UNITS
from prospect.strategy.models import Initiative, Objective, Priority, Strategy, Turn

SOURCE = Group("source", _("Where it comes from"), ("confidence", "source_urls"))


def _judged(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=LEAST, max_value=MOST, required=False,
        help_text=_("From 1, little, to 5, much: an estimate of ours."),
    )  # fmt: skip


class StrategyForm(RecordForm):
    """What was agreed for the region."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    note = words(_("What is not known of it"), rows=3)
    body = words(pgettext_lazy("of a record", "Text"), rows=10)
    from_year, to_year = year(_("From the year")), year(_("To the year"))
    together = (("from_year", "to_year"),)
    confidence, source_urls = confidence(), sources()
    groups = (
        Group("words", _("Words"), ("name", "summary", "note", "body")),
        Group("what", _("When"), ("from_year", "to_year")), SOURCE,
    )  # fmt: skip

    class Meta:
        model = Strategy
        fields: ClassVar[Any] = (
            "name", "summary", "note", "body", "from_year", "to_year", "confidence", "source_urls",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        return _in_order(self, super().clean() or {}, "from_year", "to_year")


class PriorityForm(RecordForm):
    """A priority area of the strategy."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    body = words(pgettext_lazy("of a record", "Text"), rows=8)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=100)
    strategy = RecordField(_("Strategy"))
    reconstructed = forms.BooleanField(
        label=_("Name and content are a reconstruction"), required=False
    )
    groups = (
        Group("words", _("Words"), ("name", "summary", "body")),
        Group("what", _("Particulars"), ("strategy", "number", "reconstructed")),
    )  # fmt: skip

    class Meta:
        model = Priority
        fields: ClassVar[Any] = ("name", "summary", "body", "number", "strategy", "reconstructed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "strategy", Strategy.objects.order_by("pk"))


class ObjectiveForm(RecordForm):
    """What a priority is to reach, and how it is measured."""

    name = words(_("Objective"), needed=True)
    summary = words(_("Indicator: what is measured, and where"), rows=3)
    priority = RecordField(_("Priority area"))
    unit = choice(UNITS, _("Unit"), empty=True)
    baseline = forms.FloatField(label=_("Baseline"), required=False, localize=True)
    baseline_year = year(_("Year of the baseline"))
    target = forms.FloatField(label=_("Target"), required=False, localize=True)
    target_year = year(_("Year of the target"))
    latest = forms.FloatField(label=_("Latest value"), required=False, localize=True)
    latest_year = year(_("Year of the latest value"))
    proposed = forms.BooleanField(label=_("A proposal: nobody has agreed on it"), required=False)
    confidence, source_urls = confidence(), sources()
    groups = (
        Group("words", _("Words"), ("name", "summary")),
        Group("values", _("Values"), ("priority", "unit", "baseline", "baseline_year", "latest", "latest_year", "target", "target_year", "proposed")),
        SOURCE,
    )  # fmt: skip

    class Meta:
        model = Objective
        fields: ClassVar[Any] = (
            "name", "summary", "priority", "unit", "baseline", "baseline_year", "target", "target_year",
            "latest", "latest_year", "proposed", "confidence", "source_urls",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "priority", Priority.objects.order_by("number", "pk"))


class InitiativeForm(RecordForm):
    """An entry of the idea catalogue."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    problem = words(_("What it is about"), rows=3, help_text=_("The problem it is to solve."))
    body = words(_("The proposal"), rows=8)
    money = words(
        pgettext_lazy("of an initiative", "Money"), rows=2, help_text=_("Who pays, and how much.")
    )
    outcome = words(_("What came of it"), rows=4, help_text=_("Setbacks too, said plainly."))
    priority = RecordField(_("Priority area"))
    kind = choice(INITIATIVE_KINDS, _("Kind"))
    progress = choice(PROGRESS, _("How far"), empty=True)
    lead = RecordField(_("Who leads"))
    partners = LinesField(label=_("Who takes part"), help_text=_("One a line."))
    start_year, end_year = year(_("Start")), year(pgettext_lazy("of an initiative", "End"))
    together = (("start_year", "end_year"),)
    effect, effort = _judged(_("Effect")), _judged(_("Effort"))
    barrier = choice(BARRIERS, _("What it removes"), empty=True)
    areas = CodesField({}, label=_("Areas it changes"))
    places = CodesField({}, label=_("Places it changes"))
    sectors = codes(SECTORS, _("Industries"))
    confidence, source_urls = confidence(), sources()
    groups = (
        Group("words", _("Words"), ("name", "summary", "problem", "body", "money", "outcome")),
        Group("what", _("Particulars"), ("priority", "kind", "progress", "lead", "partners", "start_year", "end_year", "effect", "effort", "barrier")),
        Group("where", _("What it changes"), ("areas", "places", "sectors")),
        SOURCE,
    )  # fmt: skip

    class Meta:
        model = Initiative
        fields: ClassVar[Any] = (
            "name", "summary", "problem", "body", "money", "outcome", "priority", "kind", "progress",
            "lead", "partners", "start_year", "end_year", "effect", "effort", "barrier", "areas",
            "places", "sectors", "confidence", "source_urls",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "priority", Priority.objects.order_by("number", "pk"))
        _choose(self, "lead", Organisation.objects.order_by("key"))
        for name, model in (("areas", Area), ("places", Place)):
            if name in self.fields:
                rows = model.objects.order_by("key").only("key", "name")
                lines = [Line(one.key, str(one.name)) for one in rows]
                self.fields[name].choices = [(one.code, one.label) for one in lines]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return _in_order(self, super().clean() or {}, "start_year", "end_year")


class TurnForm(RecordForm):
    """A milestone, decision or setback of an initiative."""

    name = words(_("What happened"), needed=True)
    initiative = RecordField(_("Initiative"))
    kind = choice(TURNS, _("Kind"))
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2150)
    expected = forms.BooleanField(label=_("It is still expected"), required=False)
    confidence, source_urls = confidence(), sources()
    groups = (
        Group("words", _("Words"), ("name",)),
        Group("what", _("Particulars"), ("initiative", "kind", "year", "expected")), SOURCE,
    )  # fmt: skip

    class Meta:
        model = Turn
        fields: ClassVar[Any] = (
            "name", "initiative", "kind", "year", "expected", "confidence", "source_urls",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "initiative", Initiative.objects.order_by("key"))


def _choose(form: RecordForm, name: str, rows: Any) -> None:
    """Give a field the records it can point at; one that must point somewhere says so."""
    if name in form.fields:
        form.fields[name].queryset = rows  # type: ignore[attr-defined]
        form.fields[name].required = not form._meta.model._meta.get_field(name).null


def _in_order(form: RecordForm, given: dict[str, Any], first: str, last: str) -> dict[str, Any]:
    start, end = given.get(first), given.get(last)
    if start and end and start > end:
        form.add_error(last, gettext("It cannot end before it begins."))
    return given
