"""Whether a person was logged in here before."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from prospect.partners.models import Person

SALT = "prospect.desk.browser"
LIFETIME = 180 * 24 * 60 * 60  # seconds a browser is known after a login


def known_browser(request: HttpRequest, person: Person | None) -> str:
    """Return the mark of a browser in which this person was logged in; nothing for any other."""
    if person is None:
        return ""
    try:
        said = signing.loads(
            request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=LIFETIME
        )
    except signing.BadSignature:
        return ""
    return str(said["browser"]) if said["person"] == person.pk else ""


def remember_browser(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Let a browser be known for the next logins of a person; it opens nothing by itself."""
    mark = known_browser(request, person) or secrets.token_urlsafe(12)
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps({"person": person.pk, "browser": mark}, salt=SALT),
        max_age=LIFETIME,
        path=settings.DESK,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
