"""Which files a pack may hold: a mistyped name is told instead of silently left out."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings

from prospect.regionpack import basemap, outlines
from prospect.regionpack.faults import Fault
from prospect.regionpack.tables import TABLES

ABOUT = ("README.md", "LICENSE")  # of the pack, for its readers


def strange_files(folder: Path) -> Iterator[Fault]:
    """Yield a fault for each file and folder of a pack that nothing reads."""
    languages = [code for code, _ in settings.LANGUAGES]
    tables = [f"{table.name}.csv" for table in TABLES]
    yield from _strange(folder, "", [*tables, outlines.FILE, "texts", basemap.FOLDER, *ABOUT])
    yield from _strange(folder, "texts/", languages)
    texts = [f"{table.name}.md" for table in TABLES if table.texts]
    for language in languages:
        yield from _strange(folder, f"texts/{language}/", texts)
    yield from _strange(folder, f"{basemap.FOLDER}/", basemap.FILES, ending=".geojson")


def _strange(folder: Path, inside: str, known: Iterable[str], ending: str = "") -> Iterator[Fault]:
    """Yield what has an unknown name; what begins with a point is kept by programs, not people."""
    place = folder / inside
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.name in known or path.name.startswith(".") or not path.name.endswith(ending):
            continue
        near = get_close_matches(path.name.lower(), known, n=1)
        remedy = f"Rename it to {near[0]}, or take" if near else "Take"
        rule = f"is no {'folder' if path.is_dir() else 'file'} of a pack."
        remedy += f" it out; here may be: {', '.join(known)}."
        yield Fault(f"{inside}{path.name}", 1, "", "", rule, remedy)
