"""Pictures and documents of an area, as its page shows them."""

from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext

from prospect.catalogue.models import Area
from prospect.media.models import Document, Picture
from prospect.media.names import PICTURE_ENDINGS, document_name, picture_name, widths_of
from prospect.records.models import published
from prospect.registers.rights import RIGHTS

SHOWN = (960, 640)  # px; the frame is 3 : 2, and cut around what matters
STEP = 5  # per cent between the classes of css/pictures.css; no style may stand in a page


def media_of(area: Area) -> dict[str, Any]:
    """Return the pictures and documents of an area, for the context of its page."""
    return {
        "pictures": [tell_picture(one) for one in published(Picture).filter(area=area)],
        "documents": [tell_document(one) for one in published(Document).filter(area=area)],
    }


def tell_picture(picture: Picture) -> dict[str, Any]:
    """Return a picture with the addresses of its sizes, the widest of the last form named apart."""
    widths = widths_of(picture.width)
    *better, fallback = PICTURE_ENDINGS
    middle = min((one for one in widths if one >= SHOWN[0]), default=widths[-1])
    return {
        "picture": picture,
        "alt": None if picture.decorative else picture.alt.spoken(),
        "sources": [(f"image/{ending}", _sizes(picture, widths, ending)) for ending in better],
        "fallback": _sizes(picture, widths, fallback),
        "address": _address(picture_name(picture.file, middle, fallback)),
        "frame": SHOWN,
        "focal": f"fx-{_step(picture.focal_x)} fy-{_step(picture.focal_y)}",
        "rights": RIGHTS.label(picture.rights),
    }


def tell_document(document: Document) -> dict[str, Any]:
    """Return a document with its address, size and language in words."""
    languages = dict(settings.LANGUAGES)
    return {
        "name": document.name,
        "address": _address(document_name(document.file)),
        "file": f"{document.key}.pdf",
        "size": filesizeformat(document.size),
        "language": gettext(str(languages.get(document.language, ""))) if document.language else "",
        "code": document.language,
    }


def _sizes(picture: Picture, widths: list[int], ending: str) -> str:
    """Return the sizes of one form as a ``srcset``."""
    return ", ".join(
        f"{_address(picture_name(picture.file, one, ending))} {one}w" for one in widths
    )


def _address(name: str) -> str:
    return reverse("releases:media", args=[name])


def _step(percent: int) -> int:
    return round(min(max(percent, 0), 100) / STEP) * STEP
