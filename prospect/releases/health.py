"""Is the process alive, and can it answer readers?"""

import shutil
import sqlite3

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from prospect.releases.store import CATALOGUE, NoRelease, current_release, unchanging

LEAST_FREE_SHARE = 0.02


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; reads nothing."""
    return HttpResponse("ok\n", "text/plain", headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether readers can be served: a readable release, and room on the disk."""
    checks = {"release": _release(), "disk": _disk()}
    ready = all(answer == "ok" for answer in checks.values())
    status = 200 if ready else 503
    return JsonResponse(
        {"ready": ready, "checks": checks}, status=status, headers={"Cache-Control": "no-store"}
    )


def _release() -> str:
    try:
        path = current_release().folder / CATALOGUE
        database = sqlite3.connect(unchanging(path), uri=True)
        try:
            database.execute("SELECT id FROM release").fetchone()
        finally:
            database.close()
    except (NoRelease, sqlite3.Error, OSError):
        return "no readable release; run: prospect release build"
    return "ok"


def _disk() -> str:
    usage = shutil.disk_usage(settings.HOME)
    return (
        "ok" if usage.free > usage.total * LEAST_FREE_SHARE else "less than 2 % of the disk is free"
    )
