"""What visitors are asked: no more than an answer needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.intake.fields import PlainField


class VisitorForm(forms.Form):
    """What every form of a visitor has: an address, and a field that only a robot fills in."""

    required_css_class = "needed"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("You get a letter there, with an address to confirm it. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("This field is to stay empty."))
        return ""

    @property
    def shown(self) -> list[Any]:
        """The fields a person sees."""
        return [field for field in self.visible_fields() if field.name != "website"]


class SuggestionForm(VisitorForm):
    """An idea: what it is about, and whether the sender wants to be named."""

    title = PlainField(label=_("Your idea in one line"), max_length=120)
    problem = PlainField(
        label=_("What is the problem?"), rows=4, max_length=2000, required=False
    )  # fmt: skip
    proposal = PlainField(label=_("What do you propose?"), rows=8, max_length=4000)
    place = PlainField(
        label=_("Where in the region?"), max_length=200, required=False,
        help_text=_("A town, a station, a road: in your own words."),
    )  # fmt: skip
    name = PlainField(label=_("Your name"), max_length=120, required=False, hint="name")
    named = forms.BooleanField(
        label=_("Name me as the source in the catalogue if the idea is taken up"), required=False
    )
    field_order = ("title", "problem", "proposal", "place", "email", "name", "named", "website")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("named") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Give your name, or take out the tick below."))
        return given


class ParticipationForm(VisitorForm):
    """Who wants to take part, and what they want to say about it."""

    name = PlainField(label=_("Your name"), max_length=120, hint="name")
    organisation = PlainField(
        label=pgettext_lazy("of a visitor", "Your organisation"), max_length=200, required=False,
        hint="organization",
    )  # fmt: skip
    message = PlainField(
        label=_("What do you want to contribute?"), rows=5, max_length=2000, required=False
    )
    field_order = ("name", "organisation", "email", "message", "website")
