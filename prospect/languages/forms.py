"""Form fields for words in every language, for codes of a register and for lists of names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prospect.languages.text import Text

LONGEST_LINE, LONGEST_TEXT = 300, 20_000


class WordsInput(forms.MultiWidget):
    """One input for each language; the page shows one, two or all of them."""

    template_name = "languages/words.html"

    def __init__(self, *, rows: int = 1) -> None:
        attrs = {"rows": rows, "class": "words"}
        make = forms.TextInput if rows == 1 else forms.Textarea
        super().__init__(
            {code: make(attrs={**attrs, "lang": code}) for code, _n in settings.LANGUAGES}
        )

    def decompress(self, value: Any) -> list[str]:
        words = value or {}
        return [words.get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for widget, (code, language) in zip(
            context["widget"]["subwidgets"], settings.LANGUAGES, strict=True
        ):
            widget.update(language=code, language_name=language)
        return context


class WordsField(forms.MultiValueField):
    """A Text; ``needed`` words must be given in at least one language."""

    def __init__(self, *, rows: int = 1, needed: bool = False, **kwargs: Any) -> None:
        longest = LONGEST_LINE if rows == 1 else LONGEST_TEXT
        fields = [
            forms.CharField(required=False, max_length=longest) for _code in settings.LANGUAGES
        ]
        super().__init__(
            fields,
            widget=WordsInput(rows=rows),
            require_all_fields=False,
            required=needed,
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> Text:
        codes = [code for code, _name in settings.LANGUAGES]
        return (
            Text(dict(zip(codes, (_tidy(words) for words in data_list), strict=True)))
            if data_list
            else Text()
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(dict(initial or {}) and initial, data)


class CodesField(forms.MultipleChoiceField):
    """Codes of a register in the order they have; new ones come after."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, register: Mapping[str, Any], **kwargs: Any) -> None:
        choices = [(line.code, line.label) for line in register.values()]
        super().__init__(choices=choices, required=kwargs.pop("required", False), **kwargs)

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or value in self.known

    known: tuple[
        str, ...
    ] = ()  # codes the record has already, such as one no register knows any more

    def ordered(self, chosen: list[str]) -> tuple[str, ...]:
        """Return the codes that were there in their order, then the new ones."""
        kept = [code for code in self.known if code in chosen]
        return (*kept, *(code for code in chosen if code not in kept))

    def clean(self, value: Any) -> Any:
        return self.ordered(super().clean(value))


class LinesField(forms.CharField):
    """A list of names or addresses, one a line."""

    widget = forms.Textarea

    def __init__(self, *, check: Any = None, most: int = 30, **kwargs: Any) -> None:
        self.check_line, self.most = check, most
        kwargs.setdefault("required", False)
        super().__init__(max_length=4_000, **kwargs)
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())
        if len(lines) > self.most:
            raise forms.ValidationError(_("At most %(most)s lines."), params={"most": self.most})
        for line in lines:
            if ";" in line:
                raise forms.ValidationError(_("A line cannot hold a semicolon."))
            if self.check_line:
                self.check_line(line)
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).split() != self.prepare_value(data).split()


def _tidy(words: str | None) -> str:
    return (words or "").replace("\r\n", "\n").strip()
