"""The form that names somebody outside the staff who is asked whether a fact still holds."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ConfirmerForm(forms.Form):
    """An address and the language of the letters; an empty address asks nobody."""

    email = forms.EmailField(
        label=_("E-mail address"), required=False,
        help_text=_(
            "Of a landowner or developer. They get a letter when the fact is to be confirmed, and answer "
            "without a login. The address is never public."
        ),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def clean_email(self) -> Any:
        """Return the address in small letters."""
        return self.cleaned_data["email"].strip().lower()
