"""Why a file is not taken, in words, each with what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "empty": _("The file is empty. Choose another."),
    "large": _("The file is larger than 20 MB. Save it smaller and choose it again."),
    "svg": _("SVG is not taken, as it can carry a program. Save the drawing as PNG."),
    "heic": _("HEIC is not taken. Save the picture as JPEG; a phone can be set to “most compatible”."),
    "other": _("This is no picture we can read. Take JPEG, PNG, WebP, AVIF or TIFF."),
    "not_pdf": _("This is no PDF. Save the document as PDF and choose it again."),
    "damaged": _("The file is incomplete or damaged. Save it again and choose it anew."),
    "pixels": _("The picture has more than 50 million pixels. Save it smaller."),
    "small": _("The picture is less than 480 pixels wide. Choose a larger one."),
    "heavy": _("The picture takes too long or too much memory to read. Save it as JPEG."),
    "gone": _("The file is not kept any more. Choose it again."),
}  # fmt: skip


class RefusedFile(Exception):
    """A file that is not taken; ``code`` is one of WORDS, and its words say what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code if code in WORDS else "damaged"

    @property
    def words(self) -> str:
        return str(WORDS[self.code])
