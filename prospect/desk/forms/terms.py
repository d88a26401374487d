"""The form of a partner's terms: how its staff work, what it promises, where its border runs."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from prospect.geometry.form import OutlineField
from prospect.partners.models import Partner, Terms


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a partner's administrator decides; it holds at once and needs no review."""

    two_pairs_of_eyes = forms.BooleanField(
        label=_("Somebody else approves what one wrote"), required=False,
        help_text=_("Leave it on wherever there are two people."),
    )  # fmt: skip
    review_days = forms.IntegerField(
        label=_("Days between confirmations"), min_value=7, max_value=3650,
        help_text=_("So long a confirmed fact counts as fresh."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days of grace"), min_value=0, max_value=3650,
        help_text=_("An overdue fact is shown faded so long, then it leaves the public site."),
    )  # fmt: skip
    answer_days = forms.IntegerField(
        label=_("Working days until an answer"), min_value=1, max_value=60, required=False,
        help_text=_("What you promise who asks; it stands beside your office on the public site. Empty: nothing is promised."),
    )  # fmt: skip
    border = OutlineField(
        label=_("Border"), required=False,
        help_text=_("Outlines of areas that reach beyond it are warned of, never refused."),
    )  # fmt: skip

    class Meta:
        model = Terms
        fields: ClassVar[Any] = ("two_pairs_of_eyes", "review_days", "grace_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["border"] = self.instance.border
        self.initial["answer_days"] = self.instance.partner.answer_days

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "border" in self.cleaned_data:
            self.instance.border = self.cleaned_data["border"]

    def save(self, commit: bool = True) -> Any:
        """Keep the terms, and the promise with the partner, where the public reads it."""
        promise = self.cleaned_data["answer_days"]
        Partner.objects.filter(pk=self.instance.partner_id).update(answer_days=promise)
        return super().save(commit)
