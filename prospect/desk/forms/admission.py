"""Forms of the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prospect.partners.models import Partner
from prospect.records.models import Holder
from prospect.records.scope import EVERYWHERE
from prospect.registers.roles import ROLES


class Admission(forms.Form):
    """Whom to admit, as what and where; only roles and partners the one who admits may give."""

    name = forms.CharField(label=_("Name of the person"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address the person logs in with.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The desk speaks it.")
    )
    role = forms.ChoiceField(label=_("Role"))
    partner = forms.ModelChoiceField(
        label=_("Partner"), queryset=Partner.objects.none(), required=False
    )

    def __init__(self, *args: Any, by: Holder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = by.scope("manage") == EVERYWHERE
        roles = [role for role in ROLES.values() if everywhere or not role.regional]
        self.fields["role"].choices = [(role.code, role.label) for role in roles]  # type: ignore[attr-defined]
        partner = self.fields["partner"]
        partner.queryset = Partner.objects.open_to(by, "manage").order_by("key")  # type: ignore[attr-defined]
        partner.label_from_instance = lambda one: str(one.short_name)  # type: ignore[attr-defined]
        partner.required = not everywhere
        if everywhere:
            partner.help_text = _("A regional administrator has no partner.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role, partner = ROLES.get(cleaned.get("role", "")), cleaned.get("partner")
        if role and role.regional and partner:
            self.add_error(
                "partner", _("This role is for the whole region. Leave the partner empty.")
            )
        if role and not role.regional and not partner and "partner" not in self.errors:
            self.add_error("partner", _("Choose the partner this role is at."))
        return cleaned
