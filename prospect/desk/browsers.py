"""Where a login comes from: its network, and whether a person was logged in here before."""

import ipaddress
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from prospect.partners.models import Person

SALT = "prospect.desk.browser"
LIFETIME = 180 * 24 * 60 * 60  # seconds a browser is known after a login
BITS = {4: 24, 6: 56}  # of an address that stand for its network


def network_of(request: HttpRequest) -> str:
    """Return the network a request comes from; nothing when only the proxy is known.

    Behind HTTPS a proxy stands in front, and the last address it adds is the client's; without
    that header everybody would be the proxy, and one would wait for another.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/{BITS[found.version]}", strict=False))


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
