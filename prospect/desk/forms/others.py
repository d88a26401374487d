"""The forms of what is not an area: opportunities, places, industries, organisations, passages, partners."""

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from shapely.geometry import Point

from prospect.catalogue.models import Area, Industry, Opportunity, Organisation, Place, TextBlock
from prospect.desk.forms.record import (
    Group,
    RecordField,
    RecordForm,
    choice,
    codes,
    confidence,
    host,
    sources,
    words,
    year,
)  # fmt: skip
from prospect.languages.forms import CodesField, LinesField
from prospect.partners.models import Partner
from prospect.registers import kinds
from prospect.registers.base import Line
from prospect.registers.countries import COUNTRIES
from prospect.registers.land_use import USES

TEXTS = ("name", "summary", "body")
SOURCE = Group("source", _("Where it comes from"), ("official_host", "confidence", "source_urls"))


class PointForm(RecordForm):
    """A record that lies at one point, given in degrees (EPSG:4326)."""

    together: ClassVar[tuple[tuple[str, ...], ...]] = (("lat", "lon"),)
    lat = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        localize=True,
        help_text=_("Degrees, such as 55.5637."),
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        localize=True,
        help_text=_("Degrees, such as 12.9764."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if point := self.instance.point:
            self.initial.update(lat=point.y, lon=point.x)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        if lat is not None and lon is not None:
            self.instance.point = Point(lon, lat)


class OpportunityForm(PointForm):
    """A plot or premises one can establish on or in."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    body = words(pgettext_lazy("of a record", "Text"), rows=8)
    kind = choice(kinds.OPPORTUNITY_KINDS, _("Kind"))
    uses = codes(USES, _("Uses"))
    tenure = choice(kinds.TENURES, _("On what terms"), empty=True)
    min_size_m2 = forms.IntegerField(
        label=_("Smallest unit, m²"), min_value=1, max_value=100_000_000, required=False
    )
    max_size_m2 = forms.IntegerField(
        label=_("Largest unit, m²"), min_value=1, max_value=100_000_000, required=False
    )
    size_basis = choice(kinds.SIZE_BASES, _("Sizes are of"), empty=True)
    available_from = year(_("Available from"))
    area = RecordField(_("Area it lies in"))
    organisation = RecordField(_("Whom to ask"))
    together = (("min_size_m2", "max_size_m2"), *PointForm.together)
    illustrative = forms.BooleanField(label=_("An example: not on offer"), required=False)
    confidence = confidence()
    source_urls = sources()
    groups = (
        Group("words", _("Words"), TEXTS),
        Group("offer", _("What is offered"), ("kind", "uses", "tenure", "min_size_m2", "max_size_m2", "size_basis", "available_from", "illustrative")),
        Group("place", _("Where, and whom to ask"), ("area", "lat", "lon", "organisation")),
        Group("source", _("Where it comes from"), ("confidence", "source_urls")),
    )  # fmt: skip

    class Meta:
        model = Opportunity
        fields: ClassVar[Any] = (
            *TEXTS, "kind", "uses", "tenure", "min_size_m2", "max_size_m2", "size_basis", "available_from",
            "area", "organisation", "illustrative", "confidence", "source_urls",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            mine = Area.objects.filter(partner=self.instance.partner_id).defer("outline")
            self.fields["area"].queryset = mine  # type: ignore[attr-defined]
        if "organisation" in self.fields:
            offices = Organisation.objects.order_by("key")
            self.fields["organisation"].queryset = offices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least, most = given.get("min_size_m2"), given.get("max_size_m2")
        if least and most and least > most:
            self.add_error("max_size_m2", gettext("The largest unit is smaller than the smallest."))
        return given


class PlaceForm(PointForm):
    """Infrastructure, a university, a venue or an anchor company."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    kind = choice(kinds.PLACE_KINDS, _("Kind"))
    status = choice(kinds.OPENNESS, _("Status"))
    municipality = forms.CharField(label=_("Municipality"), max_length=60)
    year = forms.CharField(label=_("Year"), max_length=10, required=False)
    official_host = host()
    confidence = confidence()
    source_urls = sources()
    groups = (
        Group("words", _("Words"), ("name", "summary")),
        Group("what", _("What and where"), ("kind", "status", "municipality", "year", "lat", "lon")),
        SOURCE,
    )  # fmt: skip

    class Meta:
        model = Place
        fields: ClassVar[Any] = (
            "name", "summary", "kind", "status", "municipality", "year", "official_host",
            "confidence", "source_urls",
        )  # fmt: skip


class IndustryForm(RecordForm):
    """A cluster the region is known for."""

    name = words(_("Name"), needed=True)
    summary = words(_("In one sentence"), rows=3)
    body = words(pgettext_lazy("of a record", "Text"), rows=10)
    groups = (Group("words", _("Words"), TEXTS),)

    class Meta:
        model = Industry
        fields: ClassVar[Any] = TEXTS


class OrganisationForm(RecordForm):
    """Whom to contact: an organisation with a role, never a person."""

    name = words(_("Name"), needed=True)
    summary = words(_("What it can be asked"), rows=3)
    country = choice(COUNTRIES, _("Country"))
    level = choice(kinds.LEVELS, _("Level"))
    role = choice(kinds.ROLES, _("Role"))
    topics = LinesField(label=_("Topics"), help_text=_("One a line."))
    official_host = host()
    confidence = confidence()
    source_urls = sources()
    groups = (
        Group("words", _("Words"), ("name", "summary")),
        Group("what", _("Role"), ("country", "level", "role", "topics")),
        SOURCE,
    )

    class Meta:
        model = Organisation
        fields: ClassVar[Any] = (
            "name", "summary", "country", "level", "role", "topics", "official_host", "confidence",
            "source_urls",
        )  # fmt: skip


class PassageForm(RecordForm):
    """A passage of the site that belongs to the region."""

    name = words(_("Heading"))
    summary = words(_("In one sentence"), rows=3)
    body = words(pgettext_lazy("of a record", "Text"), rows=10)
    groups = (Group("words", _("Words"), TEXTS),)

    class Meta:
        model = TextBlock
        fields: ClassVar[Any] = TEXTS


class PartnerForm(RecordForm):
    """What the public reads of a partner."""

    together = (("country", "lau_code"),)
    short_name = words(_("Short name"), needed=True)
    name = words(_("Full name"), needed=True)
    summary = words(pgettext_lazy("partner", "What it offers investors"), rows=3)
    kind = choice(kinds.PARTNER_KINDS, _("Kind"))
    country = choice(COUNTRIES, _("Country"))
    lau_code = forms.CharField(
        label=_("Municipal code"), max_length=8, required=False,
        help_text=_("The official one, such as 0101 in Denmark or 1281 in Sweden."),
    )  # fmt: skip
    languages = CodesField(
        {code: Line(code, label) for code, label in settings.LANGUAGES},
        label=_("Languages it answers in"),
    )
    official_host = host()
    office = forms.ChoiceField(
        label=_("Office that answers"), required=False,
        help_text=_("Enquiries of investors are referred to it."),
    )  # fmt: skip
    groups = (
        Group("words", _("Words"), ("short_name", "name", "summary")),
        Group(
            "what", _("Particulars"),
            ("kind", "country", "lau_code", "languages", "official_host", "office"),
        ),
    )  # fmt: skip

    class Meta:
        model = Partner
        fields: ClassVar[Any] = (
            "short_name", "name", "summary", "kind", "country", "lau_code", "languages",
            "official_host", "office",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "office" not in self.fields:
            return
        offices = Organisation.objects.order_by("key").only("key", "name")
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", _("Not recorded")), *((one.key, str(one.name)) for one in offices)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        country, code = COUNTRIES.get(given.get("country") or ""), given.get("lau_code")
        if country and code and not re.fullmatch(country.lau_code, code):
            fault = gettext("That is not a municipal code of {country}.")
            self.add_error("lau_code", fault.format(country=country.label))
        taken = (
            Partner.objects.filter(country=given.get("country"), lau_code=code)
            if code
            else Partner.objects.none()
        )
        if other := taken.exclude(pk=self.instance.pk).first():
            self.add_error(
                "lau_code", gettext("{name} has this code.").format(name=other.short_name)
            )
        return given
