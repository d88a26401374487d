"""Inside a process with Django: what a list and a page cost, without a server around them.

A *list* is the filter read, the selection, its total and its split by country, the hits in the
order of names, and the first 200 of them read as records with what their rows show. A *page* is
the whole application: middleware, view, template, compression, and the end of the request.
"""

import time
from collections.abc import Callable
from io import BytesIO
from statistics import median, quantiles
from typing import Any

ROUNDS = 60
WARM_UP = 10
PAGE = 200
FILTERS = (
    "use=logistics&min_size=5000",
    "use=office&use=research&kind=premises",
    "country=SE&tenure=lease&max_size=8000",
    "municipality=malmo&available_by=2030",
    "bbox=12.4,55.55,12.75,55.75&kind=plot",
    "q=lund&kind=plot",
    "q=havn&country=DK&min_size=2000",
    "country=DK&use=industry&tenure=sale&min_size=10000&available_by=2035",
)


def large_region() -> dict[str, Any]:
    """Return seconds of filtered lists and pages, with the answers checked against each other."""
    page, lists, pages = Page(), [], []
    for number in range(WARM_UP + ROUNDS):
        query = FILTERS[number % len(FILTERS)]
        listed = timed(lambda query=query: opportunity_list(query))
        shown = timed(
            lambda query=query, n=number: page.get(f"/en/opportunities/?{query}&sort=name&x={n}")
        )
        rows, total = listed[2]
        body = shown[2].decode()
        if f"{total:,}" not in body or not all(key in body for key in rows):
            raise AssertionError(f"{query}: the page does not show the {total} hits of the list")
        if number >= WARM_UP:
            lists.append(listed[:2])
            pages.append(shown[:2])
    return {"list": summary(lists), "page": summary(pages)}


def explore_against_list() -> dict[str, Any]:
    """Return seconds of the explore page, never from the cache, and of its list query."""
    page, lists, pages = Page(), [], []
    for number in range(WARM_UP + ROUNDS):
        listed = timed(area_list)
        shown = timed(lambda n=number: page.get(f"/en/map/?x={n}"))
        body = shown[2].decode()
        if not all(f'data-key="{key}"' in body for key in listed[2]):
            raise AssertionError("the explore page does not show every area of the list")
        if number >= WARM_UP:
            lists.append(listed[:2])
            pages.append(shown[:2])
    return {"list": summary(lists), "page": summary(pages), "html": len(body.encode())}


def area_list() -> list[str]:
    """Read all areas of the demo with municipality and figures, as the explore page lists them."""
    from django.db.models import Prefetch

    from prospect.catalogue.models import Area, Figure

    pks, _total = _hits("areas", "")
    measures = ("planned_workplaces", "planned_homes", "site_area")
    figures = _published(Figure).filter(measure__in=measures)
    figures = figures.defer("source_urls", "name", "summary")
    rows = _published(Area).select_related("partner")
    rows = rows.defer("outline", "body", "note", "source_urls", "owners")
    rows = rows.prefetch_related(Prefetch("figures", queryset=figures, to_attr="shown"))
    return _keys(rows.filter(pk__in=pks), pks)


def opportunity_list(query: str) -> tuple[list[str], int]:
    """Read what the list tells of the first 200 opportunities that fit a query."""
    from prospect.explore.opportunity_rows import read_records

    pks, total = _hits("opportunities", query)
    records = read_records(pks)
    _end_request()
    return [record.key for record in records], total


def _hits(collection: str, query: str) -> tuple[list[int], int]:
    from django.http import QueryDict

    from prospect.releases.store import current_release
    from prospect.search.columns import open_columns
    from prospect.search.filters import read_filter
    from prospect.search.selection import Selection

    columns = open_columns(current_release().columns / collection)
    selection = Selection(columns, read_filter(collection, QueryDict(query), strict=False))
    order = columns.by_name("en")
    if sum(selection.split("country").values()) != selection.total:
        raise AssertionError("the countries do not add up")
    return columns["pk"][selection.page(order, 0, PAGE)].tolist(), selection.total


def _keys(rows: Any, pks: list[int]) -> list[str]:
    """Read the rows as a request does, in the order of pks."""
    found = {row.pk: row.key for row in rows}
    _end_request()
    return [found[pk] for pk in pks]


def _end_request() -> None:
    """Do with the released file what Django does after each request."""
    from django.db import connections

    connections["published"].close_if_unusable_or_obsolete()


def _published(model: Any) -> Any:
    from prospect.records.models import published

    return published(model)


class Page:
    """The application as a server calls it, for a reader with these cookies."""

    def __init__(self, cookies: str = "") -> None:
        from prospect.wsgi import application

        self.application, self.cookies = application, cookies

    def get(self, target: str) -> bytes:
        """Return the body of a page; AssertionError for any answer but 200."""
        path, _, query = target.partition("?")
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_PORT": "80",
            "SERVER_NAME": "localhost", "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_COOKIE": self.cookies, "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        }  # fmt: skip
        answer = self.application(environ, lambda status, headers: told.append(status))
        body = b"".join(answer)
        answer.close()
        if not told[0].startswith("200"):
            raise AssertionError(f"{target}: {told[0]}")
        return body


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return seconds on the clock, seconds of this thread's processor time, and the answer."""
    cpu, wall = time.thread_time(), time.perf_counter()
    answer = work()
    return time.perf_counter() - wall, time.thread_time() - cpu, answer


def summary(times: list[tuple[float, float]]) -> dict[str, float]:
    """Return median and 95th percentile of wall and processor seconds."""
    wall, cpu = [t[0] for t in times], [t[1] for t in times]
    return {
        "p50": median(wall),
        "p95": quantiles(wall, n=20)[-1],
        "least": min(wall),
        "most": max(wall),
        "cpu_p50": median(cpu),
        "cpu_p95": quantiles(cpu, n=20)[-1],
    }
