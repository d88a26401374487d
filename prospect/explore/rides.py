"""Minutes by rail, worked out once for each release and kept."""

from functools import lru_cache
from math import floor
from typing import Any

from prospect.catalogue.models import Link, Region, Station
from prospect.catalogue.network import Network, Ride
from prospect.records.models import published


@lru_cache(maxsize=4)
def rides(release_id: str) -> dict[str, dict[str, Ride]]:
    """Return the quickest ride by destination key and station key, over open links only."""
    pks = dict(published(Station).values_list("key", "pk"))
    keys = {pk: key for key, pk in pks.items()}
    network = Network(published(Link))
    return {
        destination: {keys[pk]: ride for pk, ride in network.rides_to(pks[destination]).items()}
        for destination in published(Region).get().destinations
        if destination in pks
    }


def whole(minutes: float) -> int:
    """Return minutes without a fraction; a half is rounded up, so that no ride is told too short."""
    return floor(minutes + 0.5)


def quickest(release_id: str, area: Any, destination: str | None = None) -> Ride | None:
    """Return the quickest ride from any station that serves an area; None without a rail stop.

    Without a destination it is the first of the region's destinations, the one lists show.
    """
    tables = rides(release_id)
    table = tables.get(destination or next(iter(tables), ""), {})
    found = [table[key] for key in area.stations if key in table]
    return min(found, key=lambda ride: ride.minutes, default=None)
