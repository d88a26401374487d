"""What the form of every kind of record has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prospect.languages.forms import CodesField, LinesField, WordsField
from prospect.partners.models import Person
from prospect.records.content import Content, content_of
from prospect.registers.confidence import CONFIDENCE

FIRST_YEAR, LAST_YEAR = 1800, 2150


@dataclass(frozen=True)
class Group:
    """A part of a form: its heading, and the fields in it."""

    code: str
    label: Any
    names: tuple[str, ...]
    help: Any = ""


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of a record that staff may write; anything else in a post is not even read."""

    groups: ClassVar[tuple[Group, ...]] = ()
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()  # fields whose rules look at one another

    @classmethod
    def only(cls, names: Iterable[str]) -> type["RecordForm"]:
        """Return the same form with these fields alone, and those they are judged together with."""
        wanted = set(names)
        wanted |= {name for group in cls.together if wanted & set(group) for name in group}
        return _only(cls, frozenset(wanted))

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        for name, field in self.fields.items():
            held = getattr(self.instance, name, None)
            if isinstance(field, CodesField):
                field.known = tuple(held or ())
            elif isinstance(field, forms.ChoiceField) and isinstance(held, str) and held:
                shown: Any = field.choices
                known = {code for code, _label in shown}
                if held not in known:  # such as DK/SE, which only few records have
                    field.choices = [*shown, (held, held)]
            if name not in self.initial and held is not None:
                self.initial[name] = held

    def clean_official_host(self) -> str:
        host = str(self.cleaned_data["official_host"]).strip().lower()
        if host and (any(sign in host for sign in "/:@? ") or "." not in host):
            raise forms.ValidationError(gettext("Give the host alone, such as malmo.se."))
        return host

    def in_groups(self) -> list[tuple[Group, list[Any]]]:
        """Return each group with its bound fields."""
        return [
            (group, [self[name] for name in group.names if name in self.fields])
            for group in self.groups
        ]

    def content(self) -> Content:
        """Return what a revision keeps of what was typed."""
        return content_of(self.instance)


@lru_cache(maxsize=500)
def _only(form: type[RecordForm], names: frozenset[str]) -> type[RecordForm]:
    made = type(form.__name__, (form,), {"__module__": form.__module__})
    fields = form.base_fields.items()
    made.base_fields = {name: field for name, field in fields if name in names}  # type: ignore[attr-defined]
    return made


class RecordField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Another record to point at, told by its name; ``rows`` are those it may be, once they are read."""

    rows: dict[str, Any] | None = None

    def __init__(self, label: Any) -> None:
        super().__init__(None, label=label, required=False)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)

    def to_python(self, value: Any) -> Any:
        if self.rows is None or str(value) not in self.rows:
            return super().to_python(value)
        return self.rows[str(value)]


def choice(
    register: Any, label: Any, *, empty: bool = False, none: Any = "", **kwargs: Any
) -> forms.ChoiceField:
    """Return a field for one code of a register; ``none`` says what an empty one means."""
    choices = [(line.code, line.label) for line in register.values()]
    if empty:
        choices.insert(0, ("", none or _("Not recorded")))
    return forms.ChoiceField(label=label, choices=choices, required=not empty, **kwargs)


def codes(register: Any, label: Any, **kwargs: Any) -> CodesField:
    """Return a field for several codes of a register."""
    return CodesField(register, label=label, **kwargs)


def confidence() -> forms.ChoiceField:
    """Return the field that says how firm a fact is."""
    return choice(
        CONFIDENCE, _("How firm"), help_text=_("Say 'sourced' only where a source is named below.")
    )


def sources() -> LinesField:
    """Return the field of the addresses a fact comes from."""
    return LinesField(
        label=_("Sources"), check=check_address, most=20,
        help_text=_("Addresses of the documents it stands in, one a line."),
    )  # fmt: skip


def words(label: Any, *, rows: int = 1, needed: bool = False, help_text: Any = "") -> WordsField:
    """Return a field for words in every language."""
    return WordsField(label=label, rows=rows, needed=needed, help_text=help_text)


def year(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a year that may be left empty."""
    return forms.IntegerField(
        label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, **kwargs
    )


def host() -> forms.CharField:
    """Return the field of an official web site."""
    return forms.CharField(
        label=_("Official web site"), max_length=100, required=False,
        help_text=_("The host alone, such as malmo.se."),
    )  # fmt: skip


def check_address(line: str) -> None:
    """Raise ValidationError unless a line is a whole web address without a login in it."""
    try:
        parts = urlsplit(line)
        good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good or any(sign.isspace() for sign in line):
        words = _("“%(line)s” is not a web address. It begins with https://")
        raise forms.ValidationError(words, params={"line": line[:100]})
