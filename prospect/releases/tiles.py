"""Bakes the region's own layers into one tile archive with tippecanoe."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from prospect.catalogue.models import Area, Opportunity, Place, Station
from prospect.registers.stages import STAGES
from prospect.releases.joined_tiles import join_archives
from prospect.releases.tippecanoe import run_tippecanoe
from prospect.search.collections import prominence

# As for the base map: detail 13 at zoom 11 gives 1.4 m steps, and the browser enlarges above it.
OPTIONS = (
    *("--minimum-zoom", "5", "--maximum-zoom", "11", "--full-detail", "13"),
    *("--drop-rate", "1", "--buffer", "64", "--simplification", "4", "--simplify-only-low-zooms"),
    *("--no-tiny-polygon-reduction", "--preserve-input-order", "--no-feature-limit"),
)
LABELS = ("--name", "Region", "--attribution", "", "--quiet", "--force")
MOST_TILE_BYTES = 500_000
FEW_BYTES = MOST_TILE_BYTES  # of GeoJSON: no tile is larger than all that goes into it
CROWD, CROWD_BYTES = "opportunities", 350_000  # what grows without end, and its part of a tile
LANGUAGE_CODES = ("en", "da", "sv")
_TOP_SHARE, _NEXT_SHARE = 0.22, 0.55  # shares of areas with the largest and the middle plates
_FINE_STATION_LINES = 3  # stations on this many lines or more are interchanges


def write_layers(folder: Path, areas: list[Area]) -> list[Path]:
    """Write one newline-delimited GeoJSON file for each layer of the region, and return them."""
    layers = {
        "areas": _area_features(areas, outline=True),
        "area_points": _area_features(areas, outline=False),
        "opportunities": _opportunity_features(),
        "places": _place_features(),
        "stations": _station_features(),
    }
    paths = []
    for name, features in layers.items():
        path = folder / f"{name}.geojsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(f, ensure_ascii=False) + "\n" for f in features)
        paths.append(path)
    return paths


def content_key(paths: list[Path]) -> str:
    """Return the SHA-256 of layer files: the same key means the same tiles."""
    digest = hashlib.sha256(repr((OPTIONS, LABELS, MOST_TILE_BYTES, CROWD_BYTES)).encode())
    for path in paths:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def bake_region(paths: list[Path], target: Path) -> None:
    """Bake layer files into a PMTiles archive beside them, then move it to ``target``.

    Up to a few thousand features all stand in every tile. Beyond, dense tiles are thinned so that
    none passes 500 kB (TIL-05): opportunities apart, so that areas and stations make no room for them.
    """
    folder = paths[0].parent
    layers = [path for path in paths if path.stat().st_size]
    if sum(path.stat().st_size for path in layers) < FEW_BYTES:
        _bake(folder, target.name, layers, MOST_TILE_BYTES)
    else:
        crowd = [path for path in layers if path.stem == CROWD]
        others = [path for path in layers if path.stem != CROWD]
        _bake(folder, "crowd.pmtiles", crowd, CROWD_BYTES)
        _bake(folder, "others.pmtiles", others, MOST_TILE_BYTES - CROWD_BYTES)
        parts = [folder / "others.pmtiles", folder / "crowd.pmtiles"]
        join_archives([part for part in parts if part.exists()], folder / target.name)
    (folder / target.name).replace(target)


def _bake(folder: Path, name: str, layers: list[Path], most: int) -> None:
    """Bake some layers into an archive; a tile above ``most`` bytes loses what lies closest."""
    if not layers:
        return
    named = [f"--named-layer={path.stem}:{path.name}" for path in layers]
    limits = ["--drop-densest-as-needed", "--maximum-tile-bytes", str(most)]
    run_tippecanoe(["tippecanoe", *OPTIONS, *LABELS, *limits, "--output", name, *named], folder)


def _names(text: Any) -> dict[str, str]:
    return {f"name_{code}": text.spoken(code).words for code in LANGUAGE_CODES}


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in properties.items() if value not in (None, "")}
    return {"type": "Feature", "geometry": geometry, "properties": known}


def _area_features(areas: list[Area], *, outline: bool) -> Iterator[dict[str, Any]]:
    ranked = sorted(areas, key=prominence, reverse=True)
    for position, area in enumerate(ranked):
        if outline and area.outline is None:
            continue
        share = position / max(len(ranked), 1)
        point = {"type": "Point", "coordinates": [area.lon, area.lat]}
        yield _feature(
            mapping(area.outline) if outline else point,
            {
                "key": area.key,
                **_names(area.name),
                "category": area.category,
                "stage": area.stage,
                "status": STAGES[area.stage].group,
                "start_year": area.start_year,
                "completion_year": area.completion_year,
                "rank": 1 if share < _TOP_SHARE else 2 if share < _NEXT_SHARE else 3,
                "sort": position,
                "parent": area.parent.key if area.parent else "",
                "municipality": area.partner.key,
                "country": area.country,
            },
        )


def _opportunity_features() -> Iterator[dict[str, Any]]:
    records = Opportunity.objects.public().select_related("area").defer("body", "summary")
    for record in records.iterator(chunk_size=5_000):
        yield _feature(
            mapping(record.point),
            {
                "key": record.key,
                **_names(record.name),
                "kind": record.kind,
                "illustrative": record.illustrative,
                "area": record.area.key if record.area and record.area.is_public else "",
                "country": record.country,
                "category": record.category,
            },
        )


def _place_features() -> Iterator[dict[str, Any]]:
    for place in Place.objects.public():
        properties = {
            "key": place.key,
            **_names(place.name),
            "kind": place.kind,
            "status": place.status,
        }
        yield _feature(mapping(place.point), properties)


def _station_features() -> Iterator[dict[str, Any]]:
    for station in Station.objects.public():
        lines = len(station.lines)
        main = station.mode == "rail" and "Øresundståg" in station.lines
        rank = 1 if main else 2 if lines >= _FINE_STATION_LINES else 3
        yield _feature(
            mapping(station.point),
            {
                "key": station.key,
                "name": station.name,
                "mode": station.mode,
                "rank": rank,
                "status": "open" if station.status == "open" else "planned",
            },
        )
