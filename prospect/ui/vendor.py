"""Copies files of npm packages that pages load as they are: worker, style, typeface, licences."""

import shutil
from pathlib import Path

ROOM = Path(__file__).resolve().parent

FONT = "@fontsource-variable/schibsted-grotesk"
COPIES = {
    "maplibre-gl/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "pmtiles/LICENSE-fflate.txt": "fflate/LICENSE",
    "schibsted-grotesk/latin.woff2": f"{FONT}/files/schibsted-grotesk-latin-wght-normal.woff2",
    "schibsted-grotesk/latin-ext.woff2": (
        f"{FONT}/files/schibsted-grotesk-latin-ext-wght-normal.woff2"
    ),
    "schibsted-grotesk/LICENSE.txt": f"{FONT}/LICENSE",
}
OWN_NOTICES = ("pmtiles", "terra-draw")  # packages that come without their licence


class VendorError(Exception):
    """An npm package is missing."""


def copy_vendor(node_modules: Path, target: Path) -> None:
    """Copy the files pages need from `node_modules` to `target`, which is made anew."""
    sources = {name: node_modules / path for name, path in COPIES.items()}
    for package in OWN_NOTICES:
        sources[f"{package}/LICENSE.txt"] = ROOM / "licences" / f"{package}.txt"
    missing = [str(path) for path in sources.values() if not path.is_file()]
    if missing:
        raise VendorError(f"Not found: {', '.join(missing)}. Run `npm ci` in the checkout first.")
    shutil.rmtree(target, ignore_errors=True)
    for name, source in sources.items():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)
