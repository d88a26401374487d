"""How a place is reached by rail: minutes to the region's destinations, and the stations nearby."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext, ngettext
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from prospect.catalogue.models import Area, Station
from prospect.catalogue.network import CHANGE_MINUTES, WALKING_METRES, NearStations, Ride
from prospect.explore.lines import line_name
from prospect.explore.rides import rides, whole
from prospect.languages.numbers import listing, number
from prospect.records.models import published
from prospect.registers.kinds import MODES

SCALE_MINUTES = 80  # every line of minutes is drawn on this scale
NEAR_METRES = 15_000.0
MOST_NEAR = 4


@dataclass(frozen=True)
class Journey:
    """The quickest ride to one destination; ``minutes`` is None where no open line leads there."""

    destination: str
    minutes: int | None
    lines: str
    origin: str


@dataclass(frozen=True)
class Stop:
    """A station beside a place: its name, how far it is, its lines or else what runs there."""

    name: str
    distance: str
    lines: str


@dataclass(frozen=True)
class Access:
    """Everything a page tells of reaching a place by rail."""

    journeys: list[Journey]
    served: list[Station]
    planned: list[Station]
    near: list[Stop]
    change: int = int(CHANGE_MINUTES)
    scale: int = SCALE_MINUTES

    @property
    def origins(self) -> str:
        return ", ".join(station.name for station in self.served)

    @property
    def expected(self) -> str:
        names = [s.name.removesuffix(" (planned)") for s in self.planned]  # said in words beside it
        return listing(names)


def access_of_area(release_id: str, area: Area) -> Access:
    """Return the minutes from the open stations that serve an area, and the nearest ones."""
    stations = _stations(release_id)[0]
    named = [stations[key] for key in area.stations if key in stations]
    served = [station for station in named if station.status == "open"]
    shape = area.outline or Point(area.lon, area.lat)
    return _access(release_id, served, [s for s in named if s.status != "open"], shape)


def access_of_point(release_id: str, point: BaseGeometry) -> Access:
    """Return the minutes from the open stations within walking distance of a point."""
    _, near = _stations(release_id)
    served = [station for station, _ in near.around(point, 3, WALKING_METRES)]
    return _access(release_id, served, [], point)


def distance_words(metres: float) -> str:
    """Return a distance as the crow flies, no finer than it is known."""
    if metres < 50:
        return gettext("inside or beside it")
    if metres < 950:
        return gettext("{metres} m").format(metres=number(max(100, round(metres, -2)), 0))
    return gettext("{kilometres}\u00a0km").format(kilometres=number(metres / 1_000, 1))


def _access(
    release_id: str, served: list[Station], planned: list[Station], shape: BaseGeometry
) -> Access:
    stations, near = _stations(release_id)
    journeys = [
        _journey(stations[key], table, served)
        for key, table in rides(release_id).items()
        if served and key in stations
    ]
    stops = [
        Stop(s.name, distance_words(metres), _lines_at(s))
        for s, metres in near.around(shape, MOST_NEAR, NEAR_METRES)
    ]
    journeys.sort(key=lambda journey: (journey.minutes is None, journey.minutes))
    return Access(journeys, served, planned, stops)


def _journey(destination: Station, table: dict[str, Ride], served: list[Station]) -> Journey:
    name = str(destination.called) or destination.name
    found = [(table[station.key], station) for station in served if station.key in table]
    if not found:
        return Journey(name, None, "", "")
    ride, origin = min(found, key=lambda pair: pair[0].minutes)
    return Journey(name, whole(ride.minutes), _lines(ride), origin.name)


def _lines_at(station: Station) -> str:
    return ", ".join(map(line_name, station.lines)) or MODES.label(station.mode)


def _lines(ride: Ride) -> str:
    if not ride.lines:
        return gettext("The ride starts here")
    lines, changes = [line_name(line) for line in ride.lines], len(ride.lines) - 1
    if not changes:
        return gettext("{line}, direct").format(line=lines[0])
    words = ngettext("{lines}, {number} change", "{lines}, {number} changes", changes)
    return words.format(lines=" + ".join(lines), number=changes)


@lru_cache(maxsize=2)
def _stations(release_id: str) -> tuple[dict[str, Station], NearStations]:
    stations = list(published(Station))
    near = NearStations([station for station in stations if station.status == "open"])
    return {station.key: station for station in stations}, near
