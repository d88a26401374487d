"""A region whose every free word is an attack on the browser, as far as a pack may hold it."""

import csv
import json
from pathlib import Path

from prospect.regionpack.cells import Addresses, Names, Words
from prospect.regionpack.tables import TABLES
from prospect.regionpack.texts import LINES
from prospect.releases.tippecanoe import run_tippecanoe

IMG = "<img src=x onerror=alert(1)>"
ALL = f'{IMG} "></script><svg onload=alert(1)> javascript:alert(1) &lt;b&gt;'
ADDRESS = "https://poison.example/'onmouseover='alert(1)?q=%22%3E%3Csvg%20onload=alert(1)%3E"
CREDIT = "&lt;img src=x onerror=alert(1)&gt; <a href='javascript:alert(1)'>makers</a>"
PROTOMAPS = ("earth", "roads", "water", "landuse")
KEPT_FEATURES = 3  # of layers without names, so that the base map is baked in no time


def evil(words: str, most: int = 300) -> str:
    """Return words with as many attacks before them as a cell of ``most`` letters takes."""
    attack = f"{ALL} " if most >= 300 else IMG if most > len(IMG) else "<i>"
    return f"{attack}{words}"[:most]


def poison(pack: Path) -> None:
    """Poison tables, texts, outlines and base map of a pack; whatever is a key or a code stays."""
    for table in TABLES:
        _poison_table(pack / f"{table.name}.csv", table)
    for path in pack.glob("texts/*/*.md"):
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(map(_poison_line, lines)), encoding="utf-8")
    _poison_features(pack / "outlines.geojson", names=(), kept=None)
    for path in pack.glob("basemap/*.geojson"):
        _poison_features(path, names=("name", "name_en", "name_da", "name_sv"), kept=KEPT_FEATURES)


def words_of(pack: Path) -> dict[str, set[str]]:
    """Return what a poisoned pack says in English, by table and column as in ``areas.name``."""
    found: dict[str, set[str]] = {}
    for path in pack.glob("*.csv"):
        for row in _rows(path):
            for column, cell in row.items():
                parts = [cell] if cell.startswith(ALL) else cell.split(";")
                found.setdefault(f"{path.stem}.{column}", set()).update(
                    part for part in parts if part.startswith(IMG)
                )
    for path in pack.glob("texts/en/*.md"):
        for line in path.read_text(encoding="utf-8").split("\n"):
            field, _, words = line.partition(": ")
            field, words = (field, words) if field in LINES else ("body", line)
            if words.startswith(ALL):
                found.setdefault(f"{path.stem}.{field}", set()).add(" ".join(words.split()))
    return found


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _poison_table(path, table):
    rows = _rows(path)
    for row in rows:
        for column in table.columns:
            row[column.name] = _poison_cell(column.cell, row.get(column.name, ""))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.headers)
        writer.writeheader()
        writer.writerows(rows)


def _poison_cell(cell, words):
    if type(cell) is Addresses:
        return f"{ADDRESS} {words}".strip()
    if type(cell) is Names:
        return ";".join(f"{IMG}{part.strip()}" for part in words.split(";") if part.strip())
    return evil(words, cell.most) if type(cell) is Words and words else words


def _poison_line(line):
    if not line.strip() or line.startswith("#"):
        return line
    field, colon, words = line.partition(": ")
    return f"{field}: {ALL} {words}" if colon and field in LINES else f"{ALL} {line}"


def _poison_features(path, names, kept):
    layer = json.loads(path.read_text(encoding="utf-8"))
    if kept and not any(set(names) & set(one["properties"]) for one in layer["features"]):
        layer["features"] = layer["features"][:kept]
    for feature in layer["features"]:
        properties = feature["properties"]
        properties.update({name: evil(properties[name]) for name in names if properties.get(name)})
        properties.update({IMG: IMG, "__proto__": IMG, "constructor": IMG, "description": ALL})
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")


def street_map(folder: Path) -> Path:
    """Write a street-level base map whose makers, layers and names are attacks."""
    line = {"type": "LineString", "coordinates": [[12.4, 55.5], [13.2, 55.8]]}
    feature = {"type": "Feature", "properties": {"name": ALL, IMG: IMG}, "geometry": line}
    (folder / "line.geojson").write_text(json.dumps(feature), encoding="utf-8")
    layers = [f"--named-layer={name}:line.geojson" for name in (*PROTOMAPS, IMG)]
    options = ["--quiet", "--force", "-z1", "--attribution", CREDIT, "--name", ALL]
    run_tippecanoe(["tippecanoe", *options, "-o", "street.pmtiles", *layers], folder)
    return folder / "street.pmtiles"
