"""The forms of an answer to a suggestion, and of the address an organisation reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Organisation
from prospect.registers.base import Line, Register
from prospect.strategy.models import Initiative
from prospect.suggestions.models import Suggestion

ANSWERS: Register[Line] = Register(
    Line("accepted", _("Take it into the catalogue: a draft is made of it")),
    Line("merged", _("Join it with an idea there is, with credit")),
    Line("declined", _("Decline it")),
)


class AnswerForm(forms.Form):
    """What to do with a suggestion, and what its sender is to read."""

    answer = forms.ChoiceField(
        label=_("What to do"),
        choices=[(one.code, one.label) for one in ANSWERS.values()],
        widget=forms.RadioSelect,
    )
    idea = forms.ChoiceField(label=_("The idea it is joined with"), required=False)
    words = forms.CharField(
        label=_("Words to the sender"), max_length=Suggestion._meta.get_field("answer").max_length,
        required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In the language of the sender. When it is declined, the reason: it is sent as it stands here."),
    )  # fmt: skip

    def __init__(self, *args: Any, alike: list[Initiative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = {one.key for one in alike}
        rest = Initiative.objects.filter(state="published").order_by("key").only("key", "name")
        others = [(one.key, str(one.name)) for one in rest if one.key not in first]
        near = [(one.key, str(one.name)) for one in alike]
        groups = [(gettext("Like it"), near)] if near else []
        field: Any = self.fields["idea"]
        field.choices = [("", "–"), *groups, (gettext("All others"), others)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "merged" and not given.get("idea"):
            self.add_error("idea", gettext("Choose the idea."))
        if given.get("answer") == "declined" and not given.get("words", "").strip():
            self.add_error("words", gettext("Say why: whoever suggested it will read it."))
        return given


class MailboxForm(forms.Form):
    """The address of an organisation; an empty one forgets it."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, required=False,
        help_text=_("One that the organisation reads, never a person's own. Empty: it is forgotten."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.order_by("key").only("key", "name")
        field: Any = self.fields["organisation"]
        field.choices = [(one.key, str(one.name)) for one in rows]
