"""By what right a picture may be shown."""

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register

RIGHTS: Register[Line] = Register(
    Line("own", _("All rights with the partner")),
    Line("licensed", _("Used by agreement")),
    Line("cc_by", _("CC BY 4.0")),
    Line("cc_by_sa", _("CC BY-SA 4.0")),
    Line("cc0", _("CC0, no rights reserved")),
    Line("public_domain", _("In the public domain")),
)
