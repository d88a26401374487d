"""The slot for a street-level base map: a PMTiles extract that the operator provides."""

import html
import json
import re
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from pmtiles.reader import MmapSource, Reader

FILE = "street.pmtiles"
SCHEMAS = {  # the layers that tell a schema; an extract may lack the others
    "Protomaps": {"earth", "roads", "water"},
    "OpenMapTiles": {"transportation", "water"},
}


class UnusableBasemap(ValueError):
    """The file cannot serve as a street-level base map; the message says why and what to do."""


def street_map() -> Path:
    """Return where the operator's street-level tiles are kept."""
    path: Path = settings.HOME / "street" / FILE
    return path


def add_street_map(path: Path) -> str:
    """Check a PMTiles file and keep a copy for coming releases; return the name of its schema."""
    metadata = _metadata(path)
    layers = {str(layer.get("id")) for layer in metadata.get("vector_layers", [])}
    schema = next((name for name, wanted in SCHEMAS.items() if wanted <= layers), None)
    if schema is None:
        raise UnusableBasemap(
            f"{path} has the layers {', '.join(sorted(layers)) or 'none'}. "
            "Use an extract in the Protomaps or the OpenMapTiles schema."
        )
    target = street_map()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    shutil.copyfile(path, fresh)
    fresh.replace(target)
    return schema


def remove_street_map() -> None:
    """Forget the street-level tiles; releases that have them keep them."""
    street_map().unlink(missing_ok=True)


@lru_cache(maxsize=4)
def credit_of(path: Path) -> str:
    """Return the attribution an archive carries, as words without markup."""
    markup = str(_metadata(path).get("attribution") or "")
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", markup[:1_000])).split())


def _metadata(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
            header, metadata = reader.header(), reader.metadata()
    except (OSError, ValueError) as error:
        raise UnusableBasemap(f"{path} cannot be read ({error}). Give a .pmtiles file.") from None
    except Exception:  # a decoder raises whatever the bytes make it
        message = f"{path} is not a PMTiles archive. Give a file made by pmtiles or tippecanoe."
        raise UnusableBasemap(message) from None
    if getattr(header.get("tile_type"), "name", "") != "MVT":
        raise UnusableBasemap(f"{path} holds no vector tiles. Give an extract with vector tiles.")
    return metadata if isinstance(metadata, dict) else json.loads(metadata)
