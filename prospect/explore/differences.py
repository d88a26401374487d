"""How Denmark and Sweden differ where a reader must know it; national terms stay as they are."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Difference:
    """One theme, and what stands for it in each country."""

    theme: Any
    danish: Any
    swedish: Any


PLANS = (
    Difference(_("Law"), "planloven", "plan- och bygglagen (2010:900)"),
    Difference(
        _("Municipal plan"),
        _("kommuneplan with kommuneplanrammer: frames that steer local plans"),
        _("översiktsplan: guides, binds nobody; in parts a fördjupad översiktsplan (FÖP)"),
    ),
    Difference(
        _("Binding plan"),
        _("lokalplan, with delområder and byggefelter"),
        _("detaljplan with planbestämmelser, sometimes after a planprogram"),
    ),
    Difference(
        _("Order of development"),
        _("rækkefølgebestemmelser in the kommuneplan: first period, second period, perspective"),
        _("no direct counterpart; stages in the översiktsplan, and the genomförandetid of a detaljplan"),
    ),
    Difference(_("Steps of a plan"), "kladde, forslag, vedtaget, aflyst",
               "påbörjad, samråd, granskning, antagen, laga kraft, upphävd"),
    Difference(
        _("When it takes effect"),
        _("with its publication (offentliggørelse)"),
        _("when it has gained laga kraft; a plan that is antagen can still be appealed"),
    ),
    Difference(
        _("Register"),
        _("Plandata.dk: national, open, no key"),
        _("National Geodata Platform (Nationella geodataplattformen) of Lantmäteriet; access can need an account"),
    ),
    Difference(
        _("Digital plans"),
        _("registered nationally; numbers are often missing in local plans, better in the frames"),
        _("required for plans begun from 1 January 2022; older plans are mostly scanned maps"),
    ),
    Difference(_("What binds"), _("the plan document (PDF)"), _("the plan map and its provisions")),
    Difference(_("Zones"), "byzone, landzone, sommerhusområde", _("none")),
)  # fmt: skip

MEASURES = (
    Difference(
        _("Gross floor area"),
        _("etageareal: all floors, with basements and usable attics; parts of basements excepted"),
        _("BTA, bruttoarea: measurable floors to the outside of the outer walls; open balconies excepted"),
    ),
    Difference(
        _("Density"),
        _("bebyggelsesprocent: etageareal divided by the plot, times 100"),
        _("exploateringstal: BTA divided by the plot; times 100 it compares with bebyggelsesprocent"),
    ),
    Difference(_("Footprint"), "bebygget areal", "BYA, byggnadsarea"),
    Difference(_("Net area"), _("not in the plans"), _("LOA (premises) and BOA (homes), about 80 to 88 per cent of BTA")),
    Difference(_("Coordinates"), "EPSG:25832 (ETRS89 / UTM 32N)", "EPSG:3006 (SWEREF 99 TM)"),
    Difference(_("Money"), _("Danish kroner (DKK)"), _("Swedish kronor (SEK)")),
)  # fmt: skip
