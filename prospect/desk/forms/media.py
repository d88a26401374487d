"""The forms of a picture and of a document of an area."""

from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prospect.desk.forms.record import Group, RecordForm, choice, words, year
from prospect.media.form import KeptField, document_field, picture_field
from prospect.media.models import Document, Picture
from prospect.media.names import picture_name, widths_of
from prospect.registers.rights import RIGHTS


class KeptForm(RecordForm):
    """A record with a file: what the record has need not be chosen again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = cast(KeptField, self.fields["file"])
        self.kept.held = self.instance.file


class PictureForm(KeptForm):
    """A picture with what a reader must know of it; words in three languages before it is published."""

    file = picture_field(
        _("Picture"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or TIFF, at most 20 MB, at least 480 pixels wide. Where and with what it was taken is removed. Of an animated picture the first frame is kept."
        ),
    )
    focal_x = forms.IntegerField(
        label=_("What matters, from the left, %"), min_value=0, max_value=100,
        help_text=_("It stays in sight where the picture is cut. Press on the picture, or give two numbers."),
    )  # fmt: skip
    focal_y = forms.IntegerField(
        label=_("What matters, from the top, %"), min_value=0, max_value=100
    )
    alt = words(
        _("What it shows"), rows=2,
        help_text=_("Read aloud to whoever does not see it. Needed in every language before it is published."),
    )  # fmt: skip
    decorative = forms.BooleanField(
        label=_("It only decorates: without it nothing would be missed"), required=False
    )
    caption = words(_("Caption"), rows=2)
    credit = forms.CharField(
        label=_("Made by"), max_length=200, required=False,
        help_text=_("As it is to stand beside the picture. Needed before it is published."),
    )  # fmt: skip
    rights = choice(RIGHTS, _("By what right it is shown"), empty=True)
    taken_year = year(_("Year it was made"))

    groups = (
        Group("picture", _("Picture"), ("file", "focal_x", "focal_y")),
        Group("words", _("Words"), ("alt", "decorative", "caption")),
        Group("rights", _("Rights"), ("credit", "rights", "taken_year")),
    )

    class Meta:
        model = Picture
        fields: ClassVar[Any] = (
            "file", "focal_x", "focal_y", "alt", "decorative", "caption", "credit", "rights",
            "taken_year",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.file:
            smallest = picture_name(self.instance.file, widths_of(self.instance.width)[0], "jpg")
            self.kept.widget.preview = reverse("desk:media", args=[smallest])
            self.kept.widget.focal = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if facts := self.kept.facts:
            self.instance.width, self.instance.height = facts.width, facts.height
        return given


class DocumentForm(KeptForm):
    """A PDF, such as a plan or a brochure."""

    name = words(_("What it is called"), needed=True)
    file = document_field(
        _("Document"),
        help_text=_("PDF, at most 20 MB. Readers download it; it is not looked through for viruses."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=settings.LANGUAGES, required=True
    )

    groups = (Group("document", _("Document"), ("name", "file", "language")),)

    class Meta:
        model = Document
        fields: ClassVar[Any] = ("name", "file", "language")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if facts := self.kept.facts:
            self.instance.size = facts.bytes
        return given
