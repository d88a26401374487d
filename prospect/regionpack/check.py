"""Rules that hold between rows and files of a pack."""

from collections.abc import Iterator

from shapely.geometry import Point, box

from prospect.regionpack.cells import Key, Keys
from prospect.regionpack.faults import Fault
from prospect.regionpack.outlines import FILE as OUTLINES
from prospect.regionpack.read import Pack, Row
from prospect.regionpack.tables import TABLES, Table

SIDES = ("west", "south", "east", "north")


def check_pack(pack: Pack) -> list[Fault]:
    """Return the faults that only show when the whole pack is read."""
    faults: list[Fault] = []
    for table in TABLES:
        faults += _repeated_keys(table, pack)
        faults += _dangling_references(table, pack)
        faults += _missing_names(table, pack)
    faults += _region_faults(pack)
    faults += _parent_circles(pack)
    faults += _contradictions(pack)
    return faults


def _repeated_keys(table: Table, pack: Pack) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in pack.rows[table.name]:
        key = row.values["key"]
        if key in seen:
            rule = f"stands already on line {seen[key]}."
            yield Fault(f"{table.name}.csv", row.line, "key", key, rule, "Give it another key.")
        seen[key] = row.line


def _dangling_references(table: Table, pack: Pack) -> Iterator[Fault]:
    for column in table.columns:
        if not isinstance(column.cell, Key | Keys) or not column.cell.of:
            continue
        known = {row.values["key"] for row in pack.rows[column.cell.of]}
        for row in pack.rows[table.name]:
            value = row.values[column.name] or ()
            for key in (value,) if isinstance(value, str) else value:
                if key not in known:
                    rule = f"is no key of {column.cell.of}.csv."
                    remedy = "Correct the key, or add the row it names."
                    yield Fault(f"{table.name}.csv", row.line, column.name, key, rule, remedy)


def _missing_names(table: Table, pack: Pack) -> Iterator[Fault]:
    if "name" not in table.texts:
        return
    for row in pack.rows[table.name]:
        named_by_measure = table.name == "figures" and row.values.get("measure")
        if not named_by_measure and not row.values["name"].get("en"):
            name = f"texts/en/{table.name}.md"
            rule = "has no English name."
            remedy = f"Add '## {row.values['key']}' with a line 'name: ...'."
            yield Fault(name, 1, "name", str(row.values["key"]), rule, remedy)


def _region_faults(pack: Pack) -> Iterator[Fault]:
    regions = pack.rows["region"]
    if len(regions) != 1:
        rule = f"has {len(regions)} rows; a pack describes one region."
        yield Fault("region.csv", 1, "", "", rule, "Keep exactly one row.")
        return
    turned = [f for f in (_turned(regions[0], prefix) for prefix in ("", "view_")) if f]
    yield from turned
    west, south, east, north = (regions[0].values[side] for side in SIDES)
    if turned or None in (west, south, east, north):
        return
    window = box(west, south, east, north)
    for name in ("areas", "opportunities", "places", "stations"):
        for row in pack.rows[name]:
            yield from _outside(name, row, window, pack)


def _turned(region: Row, prefix: str) -> Fault | None:
    """Return the fault of a window whose sides are the wrong way round; None when they are sound."""
    west, south, east, north = (region.values[prefix + side] for side in SIDES)
    if None in (west, south, east, north) or (west < east and south < north):
        return None
    rule, remedy = "has its sides the wrong way round.", "west < east, south < north."
    return Fault("region.csv", region.line, f"{prefix}west", str(west), rule, remedy)


def _outside(name: str, row: Row, window: object, pack: Pack) -> Iterator[Fault]:
    lat, lon = row.values.get("lat"), row.values.get("lon")
    key = str(row.values["key"])
    if lat is not None and lon is not None and not window.covers(Point(lon, lat)):  # type: ignore[attr-defined]
        rule = "lies outside the region."
        remedy = "Check that lat is the northing in degrees and lon the easting (EPSG:4326)."
        yield Fault(f"{name}.csv", row.line, "lat", f"{lat}, {lon}", rule, remedy)
    outline = row.values.get("outline")
    if outline is not None and not window.covers(outline):  # type: ignore[attr-defined]
        rule = "reaches outside the region."
        number, remedy = pack.outline_numbers[key], "Correct the outline or the region."
        yield Fault(OUTLINES, number, "geometry", key, rule, remedy)


def _parent_circles(pack: Pack) -> Iterator[Fault]:
    parents = {row.values["key"]: row.values["parent"] for row in pack.rows["areas"]}
    for row in pack.rows["areas"]:
        seen, key = set(), row.values["key"]
        while key and key not in seen:
            seen.add(key)
            key = parents.get(key)
        if key:
            rule = "is part of itself."
            yield Fault(
                "areas.csv",
                row.line,
                "parent",
                str(row.values["parent"]),
                rule,
                "Break the circle.",
            )


def _contradictions(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["areas"]:
        start, end = row.values["start_year"], row.values["completion_year"]
        if start and end and start > end:
            rule = f"lies before the start year {start}."
            yield Fault(
                "areas.csv", row.line, "completion_year", str(end), rule, "Correct one of them."
            )
    for row in pack.rows["opportunities"]:
        least, most = row.values["min_size_m2"], row.values["max_size_m2"]
        if least and most and least > most:
            rule = f"is smaller than the smallest size {least}."
            yield Fault("opportunities.csv", row.line, "max_size_m2", str(most), rule, "Swap them.")
    for row in pack.rows["figures"]:
        if row.values["area"] and row.values["industry"]:
            rule = "belongs to an area and to an industry."
            remedy = "Keep one; leave both empty for the region as a whole."
            yield Fault("figures.csv", row.line, "industry", row.values["industry"], rule, remedy)
        if row.values["confidence"] == "sourced" and not row.values["source_urls"]:
            rule = "is marked sourced but names no source."
            remedy = "Add the web address, or mark it well-known or estimate."
            yield Fault("figures.csv", row.line, "source_urls", "", rule, remedy)
