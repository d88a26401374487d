"""Packs to break: read and change their files, load them, and see what the database holds."""

import csv
import json

import pytest
from django.core import serializers

from prospect.regionpack.actions import load_pack
from prospect.regionpack.check import check_pack
from prospect.regionpack.faults import FaultyPack
from prospect.regionpack.read import read_pack
from prospect.regionpack.tables import TABLES


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(folder, name, rows):
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(folder, name, key, /, **cells):
    """Change cells of the row with ``key``; return the line it stands on."""
    rows = table(folder, name)
    position = next(number for number, row in enumerate(rows) if row["key"] == key)
    rows[position].update(cells)
    write_table(folder, name, rows)
    return position + 2


def faults_of(folder):
    with pytest.raises(FaultyPack) as refusal:
        load_pack(folder, by="tests")
    return refusal.value.faults


def checked(folder):
    """Return the faults of a pack in order, without a database."""
    pack = read_pack(folder)
    return sorted(pack.faults + check_pack(pack))


def everything():
    return [serializers.serialize("json", some.model.objects.order_by("pk")) for some in TABLES]


def edited(pack, name, edit):
    path = pack / name
    path.write_bytes(edit(path.read_bytes()))


def outline(pack, key, geometry):
    """Change the outline of an area; return the number of its feature, which is also its line."""
    path = pack / "outlines.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    for number, feature in enumerate(collection["features"], start=1):
        if feature["id"] == key:
            feature["geometry"] = geometry
            line = number
    path.write_text(feature_collection(collection["features"]), encoding="utf-8")
    return line


def feature_collection(features):
    """Return GeoJSON in which each feature stands on the line of its number."""
    lines = ",\n".join(json.dumps(feature) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [{lines}]}}'


def square(west, south, size):
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [
            [[west, south], [east, south], [east, north], [west, north], [west, south]]
        ],
    }
