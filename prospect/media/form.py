"""The form field of a file that is kept: a picture or a document."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from prospect.media.formats import PDF
from prospect.media.keeping import Facts, facts_of, keep_document, keep_picture
from prospect.media.refusals import RefusedFile

PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/tiff"


class KeptInput(forms.FileInput):
    """A file to choose, and the one that is kept already, by its SHA-256."""

    template_name = "media/kept_input.html"
    preview = ""  # address of what the record shows now
    focal = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name) or data.get(f"{name}_kept")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}_kept" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        kept = value if isinstance(value, str) else ""
        context["widget"].update(kept=kept, preview=self.preview, focal=self.focal)
        return context

    def format_value(self, value: Any) -> None:
        return None


class KeptField(forms.Field):
    """The SHA-256 of a kept file; what was chosen is kept at once, so no fault elsewhere loses it."""

    widget = KeptInput
    default_error_messages = {"required": _("Choose a file.")}

    def __init__(self, keep: Callable[["File[Any]"], Facts], accept: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keep = keep
        self.widget.attrs["accept"] = accept
        self.held = ""  # what the record has: no need to choose it again
        self.facts: Facts | None = None

    def clean(self, value: Any) -> str:
        if isinstance(value, File):
            try:
                self.facts = self.keep(value)
            except RefusedFile as refusal:
                raise forms.ValidationError(refusal.words) from None
        else:
            sha = value or self.held
            if not sha:
                raise forms.ValidationError(self.error_messages["required"])
            found = facts_of(sha)
            self.facts = (
                found if found and (found.kind == PDF) == (self.keep is keep_document) else None
            )
            if self.facts is None:
                raise forms.ValidationError(RefusedFile("gone").words)
        return self.facts.sha

    def bound_data(self, data: Any, initial: Any) -> Any:
        return self.facts.sha if self.facts else initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        return isinstance(data, File) or bool(data and data != initial)


def picture_field(label: Any, **kwargs: Any) -> KeptField:
    """Return a field for a picture."""
    return KeptField(keep_picture, PICTURES, label=label, **kwargs)


def document_field(label: Any, **kwargs: Any) -> KeptField:
    """Return a field for a document."""
    return KeptField(keep_document, "application/pdf", label=label, **kwargs)
