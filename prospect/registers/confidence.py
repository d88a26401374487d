"""How firm a fact is: the mark that stands beside every figure."""

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register

CONFIDENCE: Register[Line] = Register(
    Line("sourced", _("sourced")),
    Line("well-known", _("generally known")),
    Line("estimate", _("estimate")),
)
