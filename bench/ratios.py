"""The running site against Django's hello and against nginx, in the same run on the same cores."""

from collections.abc import Iterator
from pathlib import Path

from bench.homes import Homes
from bench.load import Ratio, Target, compare
from bench.report import Line, Result, Skipped
from bench.server import Server, get, hello, nginx, site

PAGE = "/en/map/"
SPAN = 15_000  # bytes of one range: a map tile of the region, as pmtiles asks for it
ZIPPED = ("Accept-Encoding", "gzip")


def measure(homes: Homes) -> Iterator[Line]:
    """Compare hello with itself first, which is the noise; then pages, answers 304 and ranges."""
    home = homes.demo()
    with site(home) as prospect, hello(prospect) as least:
        greeting = Target("hello", least, "/", 200, b"hello")
        noise = compare(greeting, greeting)
        yield _result("hello / hello: the noise floor", noise)
        for target in (_cached(prospect), _unchanged(prospect)):
            ratio = compare(target, greeting)
            yield _result(f"{target.name} / hello", ratio, least=0.6)
        ratio = compare(_static(prospect), greeting)
        yield _result("static file / hello", ratio)
        yield from _ranges(home, prospect)


def _result(what: str, ratio: Ratio, least: float | None = None) -> Result:
    return Result(what, ratio.middle, "x", least=least, noise=str(ratio), cpu=ratio.cpu)


def _cached(prospect: Server) -> Target:
    _, _, body = get(prospect.port, PAGE, dict([ZIPPED]))
    return Target("explore page, cached", prospect, PAGE, 200, body, (ZIPPED,))


def _unchanged(prospect: Server) -> Target:
    _, headers, _ = get(prospect.port, PAGE)
    headers_sent = (ZIPPED, ("If-None-Match", headers["etag"]))
    return Target("explore page, 304", prospect, PAGE, 304, b"", headers_sent)


def _static(prospect: Server) -> Target:
    page = get(prospect.port, PAGE)[2].decode()
    path = next(part for part in page.split('"') if part.endswith("explore.js"))
    return Target("static file", prospect, path, 200, get(prospect.port, path)[2])


def _ranges(home: Path, prospect: Server) -> Iterator[Line]:
    what = "PMTiles range / nginx static"
    releases = home / "releases"
    release = (releases / "current").readlink()
    probe = f"/{release}/tiles/region.pmtiles"
    data = (releases / release / "tiles" / "region.pmtiles").read_bytes()[20_000 : 20_000 + SPAN]
    asked = (("Range", f"bytes=20000-{19_999 + SPAN}"),)
    with nginx(releases, f"/{release}/manifest.json") as bare:
        if bare is None:
            yield Skipped(what, "no nginx here (Debian: apt install nginx-light)")
            return
        ours = Target("range", prospect, f"/tiles/{release}/region.pmtiles", 206, data, asked)
        ratio = compare(ours, Target("nginx range", bare, probe, 206, data, asked))
        yield _result(what, ratio, least=0.2)
