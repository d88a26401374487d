"""The network a request comes from: what failed logins and sent forms are counted by."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

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
