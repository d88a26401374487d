"""Outlines of areas as GeoJSON: polygons only, checked before they reach a geometry engine."""

import json
from pathlib import Path
from typing import Any

from shapely import transform
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.validation import explain_validity

from prospect.geometry.rings import (
    CURVED,
    DECIMALS,
    FEWEST_POSITIONS,
    Ring,
    RingFault,
    encloses_something,
    raw_parts,
    without_repeats,
)
from prospect.regionpack.cells import Code, Key, Words
from prospect.regionpack.faults import CellFault, Fault
from prospect.regionpack.geojson import Feature, read_features, read_position
from prospect.registers.kinds import OUTLINE_METHODS

FILE = "outlines.geojson"
MOST_VERTICES = 500_000
LONGEST_KIND = 30  # letters of a geometry's type that a message repeats


def read_outlines(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Return outline, method, confidence and the feature itself by area key, and the faults."""
    if not (folder / FILE).exists():
        remedy = "Add it as a GeoJSON FeatureCollection; with no features if there are no outlines."
        return {}, [Fault(FILE, 1, "", "", "is missing.", remedy)]
    faults: list[Fault] = []
    outlines: dict[str, dict[str, Any]] = {}
    for feature in read_features(folder / FILE, FILE, faults):
        holds = feature.holds
        properties = (holds.get("properties") or {}) if isinstance(holds, dict) else None
        if not isinstance(properties, dict):
            faults.append(feature.fault("", "", "is not a feature.", "Export it again."))
            continue
        key = str(properties.get("key") or holds.get("id") or "")
        told = len(faults)
        values = _read_feature(feature, key, properties, faults)
        if key in outlines:
            rule, remedy = "has a second outline.", "Keep one; join them as a MultiPolygon."
            faults.append(feature.fault("key", key, rule, remedy))
        if len(faults) == told:
            outlines[key] = {"feature": feature, **values}
    return outlines, faults


def _read_feature(
    feature: Feature, key: str, properties: Any, faults: list[Fault]
) -> dict[str, Any]:
    """Return what a feature holds; each part that is wrong adds a fault of its own."""
    method, confidence = (str(properties.get(name) or "") for name in ("method", "confidence"))
    values: dict[str, Any] = {}
    for name, column, shown, read, given in (
        ("key", "key", key, _read_key, key),
        ("outline", "geometry", key, read_polygons, feature.holds.get("geometry")),
        ("outline_method", "method", method, Code(OUTLINE_METHODS).read, method),
        ("outline_confidence", "confidence", confidence, Words(10).read, confidence),
    ):
        try:
            values[name] = read(given)
        except CellFault as fault:
            faults.append(feature.fault(column, shown, fault.rule, fault.remedy))
    values.pop("key", None)
    return values


def _read_key(cell: str) -> str:
    if not cell:
        raise CellFault("is empty.", "Write the key of the area into the feature's properties.")
    return str(Key().read(cell))


def read_polygons(geometry: Any) -> Polygon | MultiPolygon:
    """Return a valid polygon from GeoJSON coordinates in EPSG:4326; CellFault names what is wrong.

    Positions are rounded to a centimetre and repeated ones dropped; nothing else is repaired, as
    a repair may leave a line, a point or nothing (GEO-18).
    """
    try:
        parts = raw_parts(geometry, MOST_VERTICES)
        polygons = [Polygon(_ring(part[0]), [_ring(hole) for hole in part[1:]]) for part in parts]
    except RingFault as fault:
        raise _as_cell_fault(fault) from None
    except CellFault:
        raise
    except (TypeError, ValueError, LookupError, OverflowError, RecursionError):
        raise _as_cell_fault(RingFault("broken")) from None
    outline = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    if not outline.is_valid:
        remedy = f"Repair it in a map editor, with positions of {DECIMALS} decimals."
        raise CellFault(f"is not valid: {explain_validity(outline)}.", remedy)
    return outline


def _as_cell_fault(fault: RingFault) -> CellFault:
    """Return a fault of rings in the words of a pack."""
    if fault.code == "kind":
        return _wrong_kind(fault.told)
    if fault.code == "many":
        rule = f"has {fault.told} vertices, more than {MOST_VERTICES}."
        return CellFault(rule, "Simplify the outline.")
    if fault.code == "empty":
        return CellFault("is empty.", "Draw the outline.")
    return CellFault("has broken coordinates.", "Give rings of [longitude, latitude].")


def _wrong_kind(kind: Any) -> CellFault:
    """Return the fault of a geometry that is no polygon, with what to do about its kind."""
    rule = "is neither Polygon nor MultiPolygon"
    if isinstance(kind, str) and kind:
        rule += f" but {kind[:LONGEST_KIND]!a}"
    if kind == "GeometryCollection":
        return CellFault(f"{rule}.", "Keep its polygons alone, joined as a MultiPolygon.")
    if kind in CURVED:
        return CellFault(f"{rule}.", "Turn its curves and faces into a polygon of straight lines.")
    return CellFault(f"{rule}.", "Draw the outline as a polygon.")


def _ring(positions: Any) -> Ring:
    """Return the positions of a ring, rounded, without those that repeat the one before."""
    if len(positions) < FEWEST_POSITIONS:
        raise ValueError
    ring = without_repeats([read_position(position) for position in positions])
    if not encloses_something(ring):
        rule = "encloses nothing: a ring has fewer than three corners a centimetre apart."
        raise CellFault(rule, "Draw that ring again, or take it out.")
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
            "geometry": mapping(transform(area.outline, lambda degrees: degrees.round(DECIMALS))),
        }
        lines.append(json.dumps(feature, ensure_ascii=False))
    head = '{"type": "FeatureCollection", "name": "outlines", "features": [\n'
    (folder / FILE).write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
