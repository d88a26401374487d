"""What staff may do: verbs, and the roles that allow them. One person may have a role at each partner."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prospect.registers.base import Line, Register

VERBS: Register[Line] = Register(
    Line("read", _("see drafts and history")),
    Line("edit", _("write and draw, and ask for review")),
    Line("review", _("approve, send back, publish and archive")),
    Line("manage", _("admit people, give roles and keep the partner's particulars")),
)


@dataclass(frozen=True)
class Role(Line):
    """A role: the verbs it allows, at one partner or, where ``regional``, at every one."""

    verbs: frozenset[str]
    help: Any
    regional: bool = False

    def allows(self, verb: str) -> bool:
        return verb in self.verbs


ROLES: Register[Role] = Register(
    Role(
        "reader",
        _("Reader"),
        frozenset({"read"}),
        _("Sees drafts and history, and changes nothing."),
    ),
    Role(
        "editor",
        _("Editor"),
        frozenset({"read", "edit"}),
        _("Writes and draws; somebody else approves."),
    ),
    Role(
        "reviewer",
        _("Reviewer"),
        frozenset({"read", "edit", "review"}),
        _("Approves what editors wrote, and publishes it."),
    ),
    Role(
        "partner_admin",
        _("Partner administrator"),
        frozenset(VERBS),
        _("Admits people and gives them roles, besides all a reviewer may do."),
    ),
    Role(
        "regional_admin",
        _("Regional administrator"),
        frozenset(VERBS),
        _("May do all of this at every partner, and for what belongs to none."),
        regional=True,
    ),
)
