"""Copy the browser files of the npm packages that pages load: `python -m prospect.ui.vendor`.

Nothing is bundled. Every file is copied byte for byte, apart from one: the `pmtiles` ES module
imports `fflate` by its bare name, which a browser resolves only with an import map, and the
Content-Security-Policy forbids inline scripts. Its self-contained build (`dist/pmtiles.js`, with
fflate inside) declares one variable, so that file becomes a module by an export line at its end.
"""

import re
import shutil
import sys
from pathlib import Path

ROOM = Path(__file__).resolve().parent
CHECKOUT = ROOM.parent.parent

FONT = "@fontsource-variable/schibsted-grotesk"
COPIES = {
    "maplibre-gl/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "pmtiles/LICENSE-fflate.txt": "fflate/LICENSE",
    "schibsted-grotesk/latin.woff2": f"{FONT}/files/schibsted-grotesk-latin-wght-normal.woff2",
    "schibsted-grotesk/latin-ext.woff2": (
        f"{FONT}/files/schibsted-grotesk-latin-ext-wght-normal.woff2"
    ),
    "schibsted-grotesk/LICENSE.txt": f"{FONT}/LICENSE",
}
PMTILES_EXPORT = "export const { FetchSource, PMTiles, Protocol, TileType } = pmtiles;\n"
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\s]+)["']""")


class VendorError(Exception):
    """An npm package is missing or is no longer built the way the copy expects."""


def copy_vendor(node_modules: Path, target: Path) -> list[Path]:
    """Copy the files pages need from `node_modules` to `target`; return what was written."""
    sources = {name: node_modules / path for name, path in COPIES.items()}
    pmtiles = node_modules / "pmtiles" / "dist" / "pmtiles.js"
    missing = [str(path) for path in [*sources.values(), pmtiles] if not path.is_file()]
    if missing:
        raise VendorError(f"Not found: {', '.join(missing)}. Run `npm ci` in the checkout first.")
    script = pmtiles.read_text(encoding="utf-8")
    if not script.startswith('"use strict";var pmtiles='):
        raise VendorError(f"{pmtiles} no longer declares `var pmtiles`; see prospect/ui/vendor.py.")

    for folder in {Path(name).parts[0] for name in COPIES}:
        shutil.rmtree(target / folder, ignore_errors=True)
    written = []
    for name, source in sources.items():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)
        written.append(file)
    module = target / "pmtiles" / "pmtiles.mjs"
    module.write_text(f"{script.rstrip()}\n{PMTILES_EXPORT}", encoding="utf-8", newline="\n")
    licence = target / "pmtiles" / "LICENSE.txt"
    shutil.copyfile(ROOM / "licences" / "pmtiles.txt", licence)
    written += [module, licence]
    _check_imports(written)
    return written


def _check_imports(files: list[Path]) -> None:
    """Refuse a module that imports a bare name or a file that was not copied."""
    known = {file.resolve() for file in files}
    for file in files:
        if file.suffix != ".mjs":
            continue
        for name in _IMPORT.findall(file.read_text(encoding="utf-8")):
            if not name.startswith(".") or (file.parent / name).resolve() not in known:
                raise VendorError(f"{file.name} imports {name!r}, which is not copied.")


def main() -> int:
    """Copy into this checkout and name each file with its size."""
    target = ROOM / "static" / "vendor"
    try:
        written = copy_vendor(CHECKOUT / "node_modules", target)
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    for file in written:
        print(f"{file.stat().st_size:>9,}  {file.relative_to(CHECKOUT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
