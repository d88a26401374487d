"""Pictures made for the tests: no photo is in the repository."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def drawn(width=1200, height=800, mode="RGB"):
    """A picture with a dark left half, so that turning it can be seen."""
    picture = Image.new(mode, (width, height), "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle(
        (0, 0, width // 2, height), fill="navy" if mode == "RGB" else (0, 0, 0, 200)
    )
    return picture


def saved(picture, form="JPEG", **more):
    file = io.BytesIO()
    picture.save(file, form, **more)
    return file.getvalue()


def jpeg(width=1200, height=800, **more):
    return saved(drawn(width, height), **more)


def upload(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def png_of_size(width, height):
    """A PNG of a few bytes that says it has that many pixels."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
