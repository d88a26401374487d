"""The common ladder: where an area's planning stands, with the national term beside it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prospect.registers.base import Line, Register


@dataclass(frozen=True)
class Stage(Line):
    """One rung: its group on the map, the national terms and what binds whom at that point.

    ``process_step`` is the INSPIRE planned-land-use process step.
    """

    group: str
    danish: str
    swedish: str
    binding_dk: Any
    binding_se: Any
    process_step: str

    def term(self, country: str) -> str:
        return self.danish if country == "DK" else self.swedish

    def binding(self, country: str) -> Any:
        return self.binding_dk if country == "DK" else self.binding_se


_NOT_YET = _("Nothing is legally binding on landowners yet.")
_FRAME = _(
    "The frame of the municipal plan (kommuneplanramme) steers later local plans; "
    "it gives no right to build by itself."
)
_OVERVIEW = _(
    "A comprehensive plan (översiktsplan) or planning programme (planprogram) guides; "
    "it binds neither owners nor courts."
)
_DK_PROPOSAL = _(
    "While a local plan proposal is published, nothing may be built or used so that the final plan "
    "is forestalled; the plan binds when it is adopted and published."
)
_SE_PROPOSAL = _("A detailed plan in consultation or review binds nobody yet.")
_DK_ADOPTED = _(
    "The local plan (lokalplan) is adopted; it takes legal effect when it is published, and new "
    "building must then follow it."
)
_DK_PLAN = _("A local plan (lokalplan) in force is binding: new building must follow it.")
_SE_ADOPTED = _(
    "The detailed plan (detaljplan) is adopted but can still be appealed; it binds when it has "
    "gained legal force (laga kraft)."
)
_SE_PLAN = _(
    "The detailed plan (detaljplan) with legal force is binding and gives a right to build, which "
    "is protected during its implementation period (genomförandetid)."
)

STAGES: Register[Stage] = Register(
    Stage("vision", _("Vision"), "planned", "vision", "vision", _NOT_YET, _NOT_YET, "elaboration"),
    Stage(
        "strategic",
        _("In the municipal overview plan"),
        "planned",
        "kommuneplanramme, perspektivområde",
        "översiktsplan, fördjupad översiktsplan, planprogram",
        _FRAME,
        _OVERVIEW,
        "elaboration",
    ),
    Stage(
        "plan_in_progress",
        _("Detailed plan in progress"),
        "planned",
        "lokalplanforslag",
        "samråd, granskning",
        _DK_PROPOSAL,
        _SE_PROPOSAL,
        "elaboration",
    ),
    Stage(
        "adopted",
        _("Plan adopted"),
        "planned",
        "vedtaget",
        "antagen",
        _DK_ADOPTED,
        _SE_ADOPTED,
        "adoption",
    ),
    Stage(
        "in_force",
        _("Plan in force"),
        "planned",
        "i kraft",
        "laga kraft",
        _DK_PLAN,
        _SE_PLAN,
        "legalForce",
    ),
    Stage(
        "under_construction",
        pgettext_lazy("area", "Being built"),
        "building",
        "under udbygning",
        "under utbyggnad",
        _DK_PLAN,
        _SE_PLAN,
        "legalForce",
    ),
    Stage(
        "partly_built",
        _("Partly built"),
        "building",
        "delvist udbygget",
        "delvis utbyggt",
        _DK_PLAN,
        _SE_PLAN,
        "legalForce",
    ),
    Stage(
        "built_out", _("Built"), "built", "udbygget", "utbyggt", _DK_PLAN, _SE_PLAN, "legalForce"
    ),
    Stage(
        "planned",
        _("Planned, step not recorded"),
        "planned",
        "planlagt",
        "planerat",
        _("Which plans are in force here is not recorded; ask the municipality."),
        _("Which plans are in force here is not recorded; ask the municipality."),
        "elaboration",
    ),
)

GROUPS: Register[Line] = Register(
    Line("planned", _("Planned")),
    Line("building", pgettext_lazy("area", "Being built")),
    Line("built", _("Built")),
)

YEARS = (
    "today",
    "2030",
    "2035",
    "2040",
)  # the stops of the timeline; 2040 stands for 2040 and later


def phase_in(stage: str, start: int | None, completion: int | None, year: str) -> str:
    """Return planned, building or built: what is expected to stand in ``year``.

    A completion year counts as reached in that year; unknown years leave an area planned.
    """
    now = STAGES[stage].group if stage in STAGES else "planned"
    if year == "today" or now == "built":
        return now
    if completion is not None and completion <= int(year):
        return "built"
    if now == "building" or (start is not None and start <= int(year)):
        return "building"
    return "planned"
