"""The kinds of records staff can edit: their model, their form, and where the public reads them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.catalogue import models
from prospect.desk.forms import area, media, others, story, strategy
from prospect.desk.forms.record import RecordForm
from prospect.media.models import Document, Picture
from prospect.partners.models import Partner, Person
from prospect.registers.base import Line, Register
from prospect.story.models import Chapter
from prospect.strategy.models import Initiative, Objective, Priority, Strategy, Turn

# Fields that follow from others, or come with the region: they appear in histories and in the log.
UNTYPED: dict[str, Any] = {
    "partner": _("Partner"), "area": _("Area"), "industry": pgettext_lazy("facet", "Industry"),
    "country": _("Country"), "point": _("Position"), "lat": _("Position"), "lon": _("Position"),
    "coordinate_confidence": _("How sure the position is"),
    "outline_confidence": _("How sure the outline is"), "stations": _("Stations"),
    "serves": pgettext_lazy("organisation", "Whom it serves"), "cluster": _("Cluster"),
    "width": _("Width"), "height": _("Height"), "size": _("Size"),
}  # fmt: skip


@dataclass(frozen=True)
class Kind(Line):
    """A kind of record: how many are called, its model, its form, and its public page if it has one.

    ``within`` names the field of the record it is a part of; ``made`` whether staff add new ones.
    """

    plural: Any
    model: Any
    form: type[RecordForm]
    page: str = ""
    within: str = ""
    made: bool = True

    @property
    def labels(self) -> dict[str, Any]:
        """What its fields are called: as on its form, and those that no form has in other words."""
        return {**UNTYPED, **{name: one.label for name, one in self.form.base_fields.items()}}

    def public_address(self, record: Any) -> str:
        """Return the address of the public page of a record; of its area for a part; else nothing."""
        whole = getattr(record, self.within) if self.within else record
        return reverse(self.page, args=[whole.key]) if self.page and whole else ""


KINDS: Register[Kind] = Register(
    Kind("area", _("Area"), _("Areas"), models.Area, area.AreaForm, "explore:area"),
    Kind("figure", _("Figure"), _("Figures"), models.Figure, area.FigureForm, "explore:area", "area"),
    Kind("milestone", _("Milestone"), _("Milestones"), models.Milestone, area.MilestoneForm, "explore:area", "area"),
    Kind("picture", _("Picture"), _("Pictures"), Picture, media.PictureForm, "explore:area", "area"),
    Kind("document", _("Document"), _("Documents"), Document, media.DocumentForm, "explore:area", "area"),
    Kind("opportunity", _("Opportunity"), _("Opportunities"), models.Opportunity, others.OpportunityForm, "explore:opportunity"),
    Kind("place", _("Place"), _("Places"), models.Place, others.PlaceForm, "explore:place"),
    Kind("organisation", _("Contact"), _("Contacts"), models.Organisation, others.OrganisationForm),
    Kind("industry", pgettext_lazy("facet", "Industry"), _("Industries"), models.Industry, others.IndustryForm, "explore:industry", made=False),
    Kind("textblock", _("Passage"), _("Passages"), models.TextBlock, others.PassageForm, made=False),
    Kind("strategy", _("Strategy"), _("Strategies"), Strategy, strategy.StrategyForm, made=False),
    Kind("priority", _("Priority area"), _("Priority areas"), Priority, strategy.PriorityForm),
    Kind("objective", _("Objective"), _("Objectives"), Objective, strategy.ObjectiveForm),
    Kind("initiative", _("Initiative"), _("Initiatives"), Initiative, strategy.InitiativeForm, "explore:idea"),
    Kind("turn", pgettext_lazy("of an initiative", "Event"), pgettext_lazy("of initiatives", "Events"), Turn, strategy.TurnForm),
    Kind("chapter", pgettext_lazy("of the story", "Chapter"), pgettext_lazy("of the story", "Chapters"), Chapter, story.ChapterForm, "explore:chapter"),
    Kind("partner", _("Partner"), _("Partners"), Partner, others.PartnerForm),
)  # fmt: skip


def kind_named(code: str) -> Kind:
    """Return a kind by its code; Http404 for any other."""
    if code not in KINDS:
        raise Http404("no such kind")
    return KINDS[code]


def record_for(person: Person, kind: Kind, key: str, verb: str = "read") -> Any:
    """Return a record a person may do something with; Http404 for any other, as if there were none."""
    rows = kind.model.objects.open_to(person, verb).filter(key=key)
    if kind.within:
        rows = rows.select_related(f"{kind.within}__partner")
    found = rows.first()
    if found is None:
        raise Http404("no such record")
    return found


def kinds_for(person: Person) -> list[Kind]:
    """Return the kinds a person can have records of: the region's own only for who may everywhere."""
    everywhere = person.scope("read") == "everywhere"
    return [kind for kind in KINDS.values() if kind.model.partner_path or everywhere]
