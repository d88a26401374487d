"""Fields for what visitors type: plain text, nothing that is not written, no more than there is room for."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_ALLOWED = "\n\t"
_DROPPED = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\ufeff")
)  # come along when text is pasted
_JOINERS = "\u200c\u200d"  # parts of some scripts and of emoji


class PlainField(forms.CharField):
    """Text as it was typed; control signs and those that turn writing around are refused, not dropped."""

    def __init__(self, *, rows: int = 1, hint: str = "", **kwargs: Any) -> None:
        attributes: dict[str, Any] = {"autocomplete": hint} if hint else {}
        widget: forms.Widget = forms.TextInput(attrs=attributes)
        if rows > 1:
            widget = forms.Textarea(attrs={**attributes, "rows": rows})
        self.lines = rows > 1
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        words = str(super().to_python(value) or "").translate(_DROPPED)
        words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
        return words if self.lines else " ".join(words.split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(unicodedata.category(s)[0] == "C" and s not in _ALLOWED + _JOINERS for s in value):
            raise ValidationError(
                gettext("It holds signs that cannot be seen. Take them out, or type it anew."),
                code="unseen",
            )
