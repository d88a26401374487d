"""What kept files are called: by the SHA-256 of what was uploaded, so a name never means other bytes."""

import re

WIDTHS = (480, 960, 1600)  # px; a phone, a column, a wide or dense screen
ENDINGS = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
}
PICTURE_ENDINGS = ("avif", "webp", "jpg")  # the smallest first; the last one every browser reads
STEM = 16  # hexadecimal digits of the SHA-256 in a name
_NAME = re.compile(r"[0-9a-f]{16}(-[1-9][0-9]{2,3}\.(avif|webp|jpg)|\.pdf)")
_SHA = re.compile(r"[0-9a-f]{64}")


def is_name(name: str) -> bool:
    """Return whether this is the name of a file we could have kept; no path ever is."""
    return bool(_NAME.fullmatch(name))


def is_sha(words: str) -> bool:
    """Return whether this is a SHA-256 in hexadecimal."""
    return bool(_SHA.fullmatch(words))


def widths_of(width: int) -> list[int]:
    """Return the widths a picture is kept in, px; none is wider than it is itself."""
    return [*(one for one in WIDTHS if one < width), width] if width < WIDTHS[-1] else [*WIDTHS]


def picture_name(sha: str, width: int, ending: str) -> str:
    """Return the name of one size of a picture."""
    return f"{sha[:STEM]}-{width}.{ending}"


def picture_names(sha: str, width: int) -> list[str]:
    """Return the names of every size and form of a picture of this width, px."""
    return [
        picture_name(sha, one, ending) for one in widths_of(width) for ending in PICTURE_ENDINGS
    ]


def document_name(sha: str) -> str:
    """Return the name of a document."""
    return f"{sha[:STEM]}.pdf"
