"""Industries that areas aim at; the codes of the industry pages come first."""

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register

SECTORS: Register[Line] = Register(
    Line("life_science", _("Life science")),
    Line("ict_games", _("ICT and games")),
    Line("logistics", _("Logistics")),
    Line("food", _("Food")),
    Line("energy_cleantech", _("Energy and cleantech")),
    Line("maritime", _("Maritime")),
    Line("creative", _("Creative industries")),
    Line("materials_research", _("Materials and research facilities")),
    Line("finance", _("Finance")),
    Line("tourism_events", _("Tourism and events")),
    Line("packaging_manufacturing", _("Packaging and manufacturing")),
    Line("quantum", _("Quantum technology")),
    Line("education", _("Education")),
    Line("retail", _("Retail")),
)
