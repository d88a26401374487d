"""The transit network as a graph: how long a ride takes, and which stations are near."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from prospect.geometry.measures import in_equal_area
from prospect.registers.kinds import LINE_MODES

CHANGE_MINUTES = 5.0  # what every change of line costs, waiting included; a model, not a timetable
WALKING_METRES = 1_000.0  # 'near a station' means this far from the outline, as the crow flies


@dataclass(frozen=True)
class Ride:
    """The quickest ride found: minutes with changes, and the lines in the order they are used."""

    minutes: float
    lines: tuple[str, ...]


class Network:
    """Stations and open links, travelled either way."""

    def __init__(self, links: Iterable[Any]) -> None:
        self._neighbours: dict[int, list[tuple[int, float, str]]] = defaultdict(list)
        for link in links:
            if link.status == "open":
                self._neighbours[link.origin_id].append(
                    (link.destination_id, link.minutes, link.line)
                )
                self._neighbours[link.destination_id].append(
                    (link.origin_id, link.minutes, link.line)
                )

    def rides_to(self, station: int) -> dict[int, Ride]:
        """Return the quickest ride to ``station`` (a pk) from every station that reaches it.

        Dijkstra over (station, line); a change of line costs CHANGE_MINUTES.
        """
        rides: dict[int, Ride] = {station: Ride(0.0, ())}
        seen: set[tuple[int, str]] = set()
        queue: list[tuple[float, int, str, tuple[str, ...]]] = [(0.0, station, "", ())]
        while queue:
            minutes, here, line, lines = heapq.heappop(queue)
            if (here, line) in seen:
                continue
            seen.add((here, line))
            if here not in rides or minutes < rides[here].minutes:
                rides[here] = Ride(minutes, lines)
            for there, ride, next_line in self._neighbours[here]:
                if (there, next_line) not in seen:
                    change = CHANGE_MINUTES if line and line != next_line else 0.0
                    used = lines if next_line == line else (next_line, *lines)
                    heapq.heappush(queue, (minutes + ride + change, there, next_line, used))
        return rides


class NearStations:
    """Stations by distance, measured in EPSG:3035."""

    def __init__(self, stations: list[Any]) -> None:
        self.stations = stations
        points = [in_equal_area(station.point) for station in stations]
        self._points = points
        self._tree = STRtree(points)

    def around(
        self, shape: BaseGeometry, most: int, metres: float = 5_000.0
    ) -> list[tuple[Any, float]]:
        """Return up to ``most`` stations within ``metres`` of a shape (EPSG:4326), nearest first."""
        projected = in_equal_area(shape)
        found = self._tree.query(projected, predicate="dwithin", distance=metres)
        distances = shapely.distance(np.array(self._points, dtype=object)[found], projected)
        order = np.argsort(distances, kind="stable")[:most]
        return [(self.stations[found[i]], float(distances[i])) for i in order]


def calling_modes(stations: Iterable[Any], links: Iterable[Any]) -> dict[int, set[str]]:
    """Return what calls at each station, by pk: its own mode, its lines and its open links."""
    modes = {
        station.pk: {station.mode}
        | {LINE_MODES[line] for line in station.lines if line in LINE_MODES}
        for station in stations
    }
    for link in links:
        if link.status == "open":
            for end in (link.origin_id, link.destination_id):
                modes.setdefault(end, set()).add(link.mode)
    return modes


def served_modes(area: Any, near: NearStations, calling: Mapping[int, set[str]]) -> set[str]:
    """Return what calls at the open stations within walking distance of an area, or said to serve it."""
    shape = area.outline or Point(area.lon, area.lat)
    stations = [station for station, _ in near.around(shape, 50, WALKING_METRES)]
    stations += [station for station in near.stations if station.key in area.stations]
    return set().union(*(calling[station.pk] for station in stations))
