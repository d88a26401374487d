"""Whole answers kept by release: a page that was rendered once costs a dictionary look-up."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotModified
from django.utils.translation import gettext as _

from prospect.records.models import PUBLISHED
from prospect.releases.store import NoRelease, current_id, reading

Answer = Callable[[HttpRequest], HttpResponse]

CACHED_BYTES = 16_000_000  # a worker's memory for kept answers
LONGEST_QUERY = 2_000
SMALLEST_COMPRESSED = 600
NEGOTIATED = "/api"  # where one address has several forms, chosen by Accept
PUBLIC = "public, max-age=0, must-revalidate"
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "application/problem+json",
                "application/vnd.oai", "application/xml", "image/svg")  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """One answer: headers and the body, gzipped where that pays; few readers want it otherwise."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    zipped: bool
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + 500


class Larder:
    """The answers of one release, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._bytes = 0
        self._release = ""
        self._lock = Lock()

    def empty(self) -> None:
        """Forget every kept answer."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def find(self, key: tuple[str, ...]) -> Kept | None:
        kept = self._kept.get(key)
        if kept is not None:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
        return kept

    def keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            if key[0] != self._release:
                self._kept.clear()
                self._bytes, self._release = 0, key[0]
            self._kept[key] = kept
            self._bytes += kept.size
            while self._bytes > CACHED_BYTES:
                _, old = self._kept.popitem(last=False)
                self._bytes -= old.size


LARDER = Larder()


def answer_from_cache(get_response: Answer) -> Answer:
    """Middleware: serve kept public answers, and keep new ones that are marked ``public``."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or hasattr(request, "as_of"):
            return get_response(request)
        try:
            release_id = current_id()
        except NoRelease:
            return get_response(request)
        key = _key(release_id, request)
        kept = LARDER.find(key)
        if kept is None:
            with reading(release_id):
                connections[PUBLISHED].close_if_unusable_or_obsolete()  # another one may be open
                response = get_response(request)
            if not _is_for_all(response):
                return response
            kept = _made(key, response)
            if _is_current(release_id):
                LARDER.keep(key, kept)
        return _serve(request, kept)

    return middleware


def _key(release_id: str, request: HttpRequest) -> tuple[str, ...]:
    """Return what an answer depends on."""
    meta = request.META
    return (
        release_id,
        settings.STATIC_VERSION,
        meta.get("HTTP_HOST", ""),
        request.scheme or "",
        request.path_info,
        meta.get("QUERY_STRING", ""),
        meta.get("HTTP_ACCEPT", "") if request.path_info.startswith(NEGOTIATED) else "",
    )


def _is_current(release_id: str) -> bool:
    """Return whether nothing was published since an answer was begun; else nobody asks for it again."""
    try:
        return current_id() == release_id
    except NoRelease:
        return False


def _is_for_all(response: HttpResponse) -> bool:
    is_whole = response.status_code == 200 and not response.streaming
    return is_whole and getattr(response, "kept", False)


def _made(key: tuple[str, ...], response: HttpResponse) -> Kept:
    body = response.content
    kind = response.headers.get("Content-Type", "")
    etag = f'W/"{key[0]}-{blake2b(body, digest_size=8).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers.setdefault("Cache-Control", PUBLIC)
    vary = [part for part in response.headers.get("Vary", "").split(", ") if part]
    kept_vary = [part for part in vary if part.lower() not in ("cookie", "accept-language")]
    response.headers["Vary"] = ", ".join(dict.fromkeys([*kept_vary, "Accept-Encoding"]))
    zipped = len(body) >= SMALLEST_COMPRESSED and kind.startswith(COMPRESSIBLE)
    stored = gzip.compress(body, compresslevel=6, mtime=0) if zipped else body
    return Kept(tuple(response.headers.items()), stored, zipped, etag)


def _serve(request: HttpRequest, kept: Kept) -> HttpResponse:
    if kept.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified()
        for name, value in kept.headers:
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
        return response
    zipped = kept.zipped and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = gzip.decompress(kept.body) if kept.zipped and not zipped else kept.body
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    for name, value in kept.headers:
        response.headers[name] = value
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    return response


def keep_answer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view's 200 answers as the same for every reader, to be kept for this release."""

    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.kept = response.status_code == 200  # type: ignore[attr-defined]
        return response

    marked.__name__, marked.__doc__, marked.__module__ = (
        view.__name__,
        view.__doc__,
        view.__module__,
    )
    return marked


def refuse_strange_requests(get_response: Answer) -> Answer:
    """Middleware: refuse what no reader sends (NUL bytes, endless queries), before any view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = _refusal(request) or get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse | None:
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path or "%00" in query or "\0" in query:
        return HttpResponseBadRequest(_("The address holds a NUL character."), "text/plain")
    if len(query) > LONGEST_QUERY:
        return HttpResponse(_("The address is too long."), "text/plain", status=414)
    return None
