"""Outlines of areas as GeoJSON: polygons only, checked before they reach a geometry engine."""

import json
import math
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.validation import explain_validity

from prospect.regionpack.cells import Code, Words
from prospect.regionpack.faults import CellFault, Fault
from prospect.registers.kinds import OUTLINE_METHODS

FILE = "outlines.geojson"
MOST_VERTICES = 500_000
MOST_BYTES = 100_000_000
DECIMALS = 7


def read_outlines(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Return outline, method and confidence by area key, and the faults of the file."""
    path = folder / FILE
    if not path.exists():
        return {}, []
    if path.stat().st_size > MOST_BYTES:
        return {}, [Fault(FILE, 1, "", "", "is larger than 100 MB.", "Simplify the outlines.")]
    try:
        features = json.loads(path.read_bytes().decode("utf-8-sig"))["features"]
        if not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        rule, remedy = "is not a GeoJSON FeatureCollection.", "Export it again as GeoJSON."
        return {}, [Fault(FILE, 1, "", "", rule, remedy)]
    outlines: dict[str, dict[str, Any]] = {}
    faults = []
    for number, feature in enumerate(features, start=1):
        key = ""
        try:
            properties = feature.get("properties") or {}
            key = str(properties.get("key") or feature.get("id") or "")
            if key in outlines:
                raise CellFault("has a second outline.", "Keep one; join them as a MultiPolygon.")
            outlines[key] = {
                "outline": read_polygons(feature.get("geometry")),
                "outline_method": Code(OUTLINE_METHODS).read(str(properties.get("method") or "")),
                "outline_confidence": Words(10).read(str(properties.get("confidence") or "")),
            }
        except CellFault as fault:
            faults.append(Fault(FILE, number, "geometry", key, fault.rule, fault.remedy))
        except AttributeError:
            faults.append(Fault(FILE, number, "", key, "is not a feature.", "Export it again."))
    return outlines, faults


def read_polygons(geometry: Any) -> Polygon | MultiPolygon:
    """Return a valid polygon from GeoJSON coordinates in EPSG:4326; CellFault names what is wrong.

    Only Polygon and MultiPolygon are taken, so nested collections never reach GEOS (GEO-12).
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise CellFault("is neither Polygon nor MultiPolygon.", "Draw the outline as a polygon.")
    parts = geometry.get("coordinates") or []
    rings = [parts] if kind == "Polygon" and parts else parts
    try:
        vertices = sum(len(ring) for part in rings for ring in part)
        if vertices > MOST_VERTICES:
            rule = f"has {vertices} vertices, more than {MOST_VERTICES}."
            raise CellFault(rule, "Simplify the outline.")
        polygons = [Polygon(_ring(part[0]), [_ring(hole) for hole in part[1:]]) for part in rings]
    except CellFault:
        raise
    except (TypeError, ValueError, LookupError, OverflowError, RecursionError):
        raise CellFault("has broken coordinates.", "Give rings of [longitude, latitude].") from None
    if not polygons or any(polygon.is_empty for polygon in polygons):
        raise CellFault("is empty.", "Draw the outline.")
    outline = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    if not outline.is_valid:
        raise CellFault(f"is not valid: {explain_validity(outline)}.", "Repair it in a map editor.")
    return outline


def _ring(positions: Any) -> list[tuple[float, float]]:
    if len(positions) < 4:
        raise ValueError
    ring = [(float(position[0]), float(position[1])) for position in positions]
    for longitude, latitude in ring:
        if not (math.isfinite(longitude) and math.isfinite(latitude)):
            raise ValueError
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise CellFault(
                "is not in longitude and latitude.",
                "Transform it to EPSG:4326; numbers this large look like a national system.",
            )
    return ring


def write_outlines(folder: Path, areas: list[Any]) -> None:
    """Write the outlines of areas, one feature a line, in the form ``read_outlines`` reads."""
    lines = []
    for area in areas:
        if area.outline is None:
            continue
        feature = {
            "type": "Feature",
            "id": area.key,
            "properties": {
                "key": area.key,
                "status": "indicative, not a plan boundary",
                "method": area.outline_method,
                "confidence": area.outline_confidence,
            },
            "geometry": mapping(area.outline),
        }
        lines.append(json.dumps(feature, ensure_ascii=False))
    head = '{"type": "FeatureCollection", "name": "outlines", "features": [\n'
    (folder / FILE).write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
