"""What one web worker holds after every kind of page was asked for, in every language."""

import re
from collections.abc import Iterator
from pathlib import Path

from bench.homes import Homes
from bench.report import Line, Result
from bench.server import Server, get, site

MOST_PAGES = 1_500
COLLECTIONS = ("areas", "opportunities", "places", "stations", "industries", "organisations")
EXTRA = (
    "/", "/robots.txt", "/healthz", "/readyz",
    "/en/map/?q=havn&use=office&year=2035", "/en/map/?bbox=12,55,13,56",
    "/sv/opportunities/?use=logistics", "/da/places/?kind=port", "/api/", "/api/openapi.json",
    "/api/conformance", "/api/collections", "/api/releases", "/api/collections/areas/items?f=csv",
    *(f"/api/collections/{name}" for name in COLLECTIONS),
    *(f"/api/collections/{name}/items?limit=200" for name in COLLECTIONS),
)  # fmt: skip
EXPECTED = {200, 204, 206, 302}


def measure(homes: Homes) -> Iterator[Line]:
    """Visit every address of the site map, the API, share pictures, tiles, downloads; read RSS."""
    home = homes.demo()
    with site(home) as prospect:
        (worker,) = prospect.workers()
        before = resident(worker)
        pages = _pages(prospect) + list(EXTRA) + _files(home)
        pages += [f"{page}share.png" for page in pages if re.fullmatch(r"/en/areas/[^/]+/", page)]
        for page in pages[:MOST_PAGES]:
            _visit(prospect, page)
        after, shared = resident(worker), resident(worker, "Pss")
    noise = (
        f"{before:.0f} MB at the first page, PSS {shared:.0f} MB; {len(pages)} addresses visited"
    )
    yield Result("one web worker, RSS after every page", after, "MB", most=160, noise=noise)


def resident(process: int, line: str = "Rss") -> float:
    """Return a process's resident megabytes (10^6), or ``Pss``: shared pages divided by sharers."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(rf"^{line}:\s+(\d+) kB", text, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"no {line} for process {process}")
    return int(found[1]) * 1024 / 1e6


def _pages(prospect: Server) -> list[str]:
    """Return the paths of the site map; RuntimeError when it is not one."""
    status, _, body = get(prospect.port, "/sitemap.xml")
    pages = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", body.decode())
    if status != 200 or len(pages) < 50:
        raise RuntimeError(f"sitemap.xml: {status} with {len(pages)} pages")
    return pages


def _files(home: Path) -> list[str]:
    release = (home / "releases" / "current").readlink()
    return [
        f"/tiles/{release}/region/9/273/159.pbf", f"/tiles/{release}/basemap/9/273/159.pbf",
        f"/releases/{release}/catalogue.gpkg", f"/releases/{release}/manifest.json",
    ]  # fmt: skip


def _visit(prospect: Server, page: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    if page.endswith(".pmtiles"):
        headers["Range"] = "bytes=0-16383"
    status, _, _ = get(prospect.port, page, headers)
    if status not in EXPECTED:
        raise RuntimeError(f"{page} was answered with {status}")
