"""Bake the overview base map of a region into one PMTiles file."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from prospect.releases.tippecanoe import BakingError, run_tippecanoe

MIN_ZOOM = 6
# The finest tiles hold 1.4 m steps, finer than the data: the browser enlarges them above zoom 11,
# and baking takes a quarter of the time of zoom 13 with the same picture.
MAX_ZOOM = 11
FULL_DETAIL = 13
TILES = "basemap.pmtiles"

# Each tile layer and the GeoJSON files in it. The land is two files: canals closed for the
# small scales, open for the large ones; the zooms stand on the features themselves.
LAYERS: dict[str, tuple[str, ...]] = {
    "land": ("land_overview.geojson", "land.geojson"),
    "lakes": ("lakes.geojson",),
    "parks": ("parks.geojson",),
    "roads": ("roads.geojson",),
    "rail": ("rail.geojson",),
    "pylons": ("pylons.geojson",),
    "water_names": ("water_names.geojson",),
    "place_names": ("place_names.geojson",),
}

# Nothing is dropped, and the buffer is wider than the broadest coast band, so no tile edge shows.
OPTIONS = (
    *("--minimum-zoom", str(MIN_ZOOM), "--maximum-zoom", str(MAX_ZOOM)),
    *("--full-detail", str(FULL_DETAIL), "--buffer", "16"),
    *("--drop-rate", "1", "--simplification", "2"),
    *("--simplify-only-low-zooms", "--no-tiny-polygon-reduction"),
    *("--no-feature-limit", "--no-tile-size-limit", "--preserve-input-order"),
    *("--name", "Overview base map", "--attribution", "© OpenStreetMap contributors"),
    *("--quiet", "--force"),
)


def content_key(folder: Path) -> str:
    """SHA-256 of the layers in `folder` and of the settings, as 64 hex digits.

    Equal keys mean that the tiles need not be baked again. Raises BakingError when a layer file
    is missing.
    """
    digest = hashlib.sha256(repr((LAYERS, OPTIONS)).encode())
    for path in _layer_files(folder):
        content = path.read_bytes()
        digest.update(f"{path.name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def bake_basemap(folder: Path, target: Path) -> None:
    """Write the GeoJSON layers in `folder` (EPSG:4326) to `target` as PMTiles, zoom 6 to 11.

    The target appears whole or not at all. Raises BakingError when a layer file or the
    `tippecanoe` program is missing, or when tippecanoe fails or takes over two minutes.
    """
    files = [path.resolve() for path in _layer_files(folder)]
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".basemap-", dir=target.parent) as name:
        work = Path(name)
        for path in files:
            shutil.copyfile(path, work / path.name)
        run_tippecanoe(_command(), work)
        (work / TILES).replace(target)


def _layer_files(folder: Path) -> list[Path]:
    files = [folder / name for names in LAYERS.values() for name in names]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise BakingError(f"base map layers missing: {', '.join(missing)}")
    return files


def _command() -> list[str]:
    """The tippecanoe call; relative names only, as it stores its arguments in the tiles."""
    layers = [f"--named-layer={layer}:{name}" for layer, names in LAYERS.items() for name in names]
    return ["tippecanoe", *OPTIONS, "--output", TILES, *layers]
