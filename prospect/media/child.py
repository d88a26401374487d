"""Reads one picture and writes its sizes, in a process of its own that may die of it.

Called as ``python -m prospect.media.child FORMAT SOURCE FOLDER SHA256``. It tells width, height and
frames as JSON, or ``refused`` with a code of prospect/media/refusals.py; Django is not loaded.
"""

import io
import json
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

from prospect.media.limits import LEAST_WIDTH, MOST_PIXELS
from prospect.media.names import PICTURE_ENDINGS, picture_name, widths_of

MOST_MEMORY = 1_500_000_000  # bytes of address space; 50 million pixels decoded twice, and encoders
MOST_SECONDS = 25  # of the processor
MOST_FILE = 50_000_000  # bytes it may write into one file
SAVED: dict[str, dict[str, Any]] = {  # at these qualities no difference is seen at arm's length
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 2},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


class Refused(Exception):
    """The picture is not taken, for the reason with this code."""


def confine() -> None:
    """Bound memory, time, and the size of files this process writes; no core is left behind."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def write_sizes(kind: str, source: Path, folder: Path, sha: str) -> dict[str, int]:
    """Write every size of a picture into a folder; return its width and height, px, and frames."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(source, formats=[kind]) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise Refused("pixels")
        frames = getattr(opened, "n_frames", 1) if opened.format != "MPO" else 1
        picture = upright(opened)
    if picture.width < LEAST_WIDTH:
        raise Refused("small")
    for wide in widths_of(picture.width):
        tall = max(1, round(picture.height * wide / picture.width))
        sized = picture.resize((wide, tall), Image.Resampling.LANCZOS, reducing_gap=3)
        for ending in PICTURE_ENDINGS:
            sized.save(folder / picture_name(sha, wide, ending), **SAVED[ending])
    return {"width": picture.width, "height": picture.height, "frames": frames}


def upright(opened: Any) -> Any:
    """Return the first frame as the eye should see it, in sRGB, with nothing but its pixels."""
    from PIL import ImageOps

    opened.seek(0)
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    plain = in_srgb(turned, opened.info.get("icc_profile"))
    plain.info = {}  # profiles, places and serial numbers would be written again
    return plain


def in_srgb(picture: Any, profile: bytes | None) -> Any:
    """Return a picture in sRGB; what is transparent becomes white, as paper is."""
    from PIL import Image, ImageCms

    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        over = picture.convert("RGBA")
        picture = Image.new("RGB", over.size, "white")
        picture.paste(over, mask=over.getchannel("A"))
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return turned or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError):  # a broken profile; the pixels are still good
            pass
    return picture.convert("RGB")


def main(kind: str, source: str, folder: str, sha: str) -> None:
    """Do it, and tell how it went."""
    confine()
    from PIL import Image

    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        told: dict[str, Any] = write_sizes(kind, Path(source), Path(folder), sha)
    except Refused as refusal:
        told = {"refused": str(refusal)}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        told = {"refused": "pixels"}
    except MemoryError:
        told = {"refused": "heavy"}
    except Exception:  # whatever hostile bytes make a decoder raise
        told = {"refused": "damaged"}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:5])
