"""The files of a release over HTTP: tile archives by byte range, single tiles, downloads."""

import gzip
import mmap
import os
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from pmtiles.reader import Reader

from prospect.media.answers import file_answer
from prospect.releases.kept_files import public_file
from prospect.releases.store import CATALOGUE, MANIFEST, NoRelease, Release, release

FOREVER = "public, max-age=31536000, immutable"
MOST_RANGE = 8_000_000
ARCHIVES = ("basemap", "region", "street")
DOWNLOADS = {CATALOGUE: "application/geopackage+sqlite3", MANIFEST: "application/json"}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def opened_archive(release_id: str, name: str) -> tuple[mmap.mmap, dict[str, str]]:
    """Return the bytes of a tile archive and the headers of every answer; Http404 for no such."""
    path = _archive_path(settings.RELEASES, release_id, name)
    try:
        stat = os.stat(path)  # noqa: PTH116  a release may be dropped; Path takes five times as long
    except OSError:
        raise Http404("no such archive") from None
    return _opened(path, f'"{release_id}-{name}-{stat.st_size:x}-{stat.st_mtime_ns:x}"')


@lru_cache(maxsize=48)
def _archive_path(releases: Path, release_id: str, name: str) -> str:
    """Return the path of an archive that was there when first asked for."""
    path = _kept(release_id).tiles(name)
    if name not in ARCHIVES or not path.is_file():
        raise Http404("no such archive")
    return str(path)


@lru_cache(maxsize=24)
def _opened(path: str, etag: str) -> tuple[mmap.mmap, dict[str, str]]:
    """Return the bytes of a file and its headers; ``etag`` is another when the file is."""
    with open(path, "rb") as file:  # noqa: PTH123
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return data, {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": FOREVER}


def archive(request: HttpRequest, release_id: str, name: str) -> HttpResponseBase:
    """Serve byte ranges of a tile archive; 206 with one range, 416 when it lies outside."""
    data, headers = opened_archive(release_id, name)
    etag = headers["ETag"]
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": FOREVER})
    asked = request.headers.get("Range")
    if request.headers.get("If-Range") not in (None, etag):
        asked = None
    response: HttpResponseBase
    if asked is None:
        path = _kept(release_id).tiles(name)
        response = FileResponse(path.open("rb"), content_type="application/vnd.pmtiles")
    elif (span := byte_range(asked, len(data))) is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
        return response
    else:
        first, last = span
        response = HttpResponse(data[first : last + 1], "application/vnd.pmtiles", status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    _set(response, headers)
    return response


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte of a single range; None when it cannot be satisfied.

    Several ranges, reversed ones and more than 8 MB at once are refused (TIL-03).
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        length = min(int(match[2]), size)
        first, last = size - length, size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if first > last or first >= size or last - first >= MOST_RANGE:
        return None
    return first, last


def tile(request: HttpRequest, release_id: str, name: str, z: int, x: int, y: int) -> HttpResponse:
    """Serve one vector tile by zoom, column and row; 404 outside the pyramid, 204 where empty."""
    if z > 22 or x >= 1 << z or y >= 1 << z:
        raise Http404("no such tile")
    data, _headers = opened_archive(release_id, name)
    found = Reader(lambda offset, length: data[offset : offset + length]).get(z, x, y)
    if not found:
        return HttpResponse(status=204, headers={"Cache-Control": FOREVER})
    response = HttpResponse(found, "application/vnd.mapbox-vector-tile")
    if found[:2] == b"\x1f\x8b":
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.headers["Content-Encoding"] = "gzip"
        else:
            response.content = gzip.decompress(found)
    _set(response, {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def download(request: HttpRequest, release_id: str, name: str) -> HttpResponseBase:
    """Serve the GeoPackage or the manifest of a kept release."""
    if name not in DOWNLOADS:
        raise Http404("no such file")
    path = _kept(release_id).folder / name
    response = FileResponse(path.open("rb"), content_type=DOWNLOADS[name])
    _set(response, {"ETag": f'"{release_id}-{name}"', "Cache-Control": FOREVER})
    response.headers["Access-Control-Allow-Origin"] = "*"
    if name == CATALOGUE:
        response.headers["Content-Disposition"] = (
            f'attachment; filename="prospect-{release_id}.gpkg"'
        )
    return response


def kept_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a file of a public picture or document; 404 for what no kept release shows."""
    path = public_file(name)
    if path is None:
        raise Http404("no such file")
    return file_answer(path, FOREVER)


def _set(response: HttpResponseBase, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response.headers[name] = value


def _kept(release_id: str) -> Release:
    try:
        return release(release_id)
    except NoRelease:
        raise Http404("no such release") from None
