"""The public collections: what can be searched, by which columns, and in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapely.geometry import Point

from prospect.catalogue import models
from prospect.catalogue.municipalities import keys_of, known_keys, names_by_key
from prospect.catalogue.network import NearStations, calling_modes, served_modes
from prospect.geometry.measures import hectares
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.registers import kinds
from prospect.registers.land_use import USES
from prospect.registers.sectors import SECTORS
from prospect.registers.stages import STAGES
from prospect.search.columns import AND, Category, Flags, Measure, Shape, Spec

# What else a tenure answers: land for sale or lease is found by either.
TENURES_MET = {"sale_or_lease": ("sale", "lease", "sale_or_lease")}
LANGUAGE_CODES = ("en", "da", "sv")


@dataclass(frozen=True)
class Collection:
    """One public collection: its model, its columns, and the words a search finds it by."""

    id: str
    model: Any
    columns: Mapping[str, Spec]
    words: Callable[[Any], dict[str, str]]
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    prepare: Callable[[list[Any]], None] = lambda records: None
    unread: tuple[str, ...] = ()  # fields that neither words nor columns need
    boxed: bool = False  # its rows are found by the box of their geometry, as it is released


def figure_of(area: models.Area, measure: str) -> float | None:
    """Return the value of one measure of an area, from its prefetched figures."""
    return next((f.value for f in area.figures.all() if f.measure == measure), None)


def prominence(area: models.Area) -> float:
    """Return how much of the plan an area is: jobs, homes and size weighed for the map's labels."""
    weight = (figure_of(area, "planned_workplaces") or 0) * 1.0
    weight += (figure_of(area, "planned_homes") or 0) * 1.2
    weight += (figure_of(area, "existing_workplaces") or 0) * 0.3
    weight += (figure_of(area, "site_area") or 0) * 12
    weight += (figure_of(area, "planned_floor_area") or 0) / 300
    weight += 6_000 if area.kind.startswith("science") else 0
    weight -= 60_000 if area.parent_id else 0
    return weight - (110_000 if area.kind == "corridor" else 0)


def outline_hectares(area: models.Area) -> float | None:
    """Return how large the outline is as we drew it; never what is stated of the site."""
    return round(hectares(area.outline), 1) if area.outline else None


def spoken(*texts: Text) -> dict[str, str]:
    """Return the words of texts by language."""
    return {code: " ".join([text.get(code, "") for text in texts]) for code in LANGUAGE_CODES}


@lru_cache(maxsize=4_096)
def _labels(*codes: str) -> str:
    return " ".join(code.replace("_", " ") for code in codes)


def _area_words(area: models.Area) -> dict[str, str]:
    words = spoken(area.name, area.summary, area.partner.short_name, area.partner.name)
    codes = _labels(*area.stations, *area.sectors, *area.uses)
    return words | {"en": " ".join([words["en"], area.key, *area.owners, codes])}


def _opportunity_words(record: models.Opportunity) -> dict[str, str]:
    words = spoken(record.name, record.summary, *([record.area.name] if record.area else ()))
    labels = _labels(record.kind, *record.uses)  # codes are English words
    return words | {"en": f"{words['en']} {labels}"}


def _place_words(place: models.Place) -> dict[str, str]:
    words = spoken(place.name, place.summary)
    return {code: f"{words[code]} {place.municipality}" for code in LANGUAGE_CODES}


def _station_words(station: models.Station) -> dict[str, str]:
    return {
        "en": " ".join(
            [station.name, *station.called.values(), station.municipality, *station.lines]
        )
    }


def _public(model: Any) -> Any:
    return model.objects.public()


def _municipality_names() -> dict[str, list[str]]:
    return names_by_key(_public)


def _add_municipalities(records: list[Any]) -> None:
    known = known_keys(_public(Partner))
    for record in records:
        record.municipalities = keys_of(record.municipality, known)


def _add_stations(areas: list[Any]) -> None:
    """Give areas what calls near them and the municipalities they lie in.

    Where several cooperate, these are the municipalities of the stations that serve the area.
    """
    stations = {station.key: station for station in _public(models.Station)}
    _add_municipalities(list(stations.values()))
    near = NearStations([station for station in stations.values() if station.status == "open"])
    calling = calling_modes(stations.values(), _public(models.Link))
    for area in areas:
        area.modes = served_modes(area, near, calling)
        area.municipalities = [area.partner.key]
        if area.partner.kind != "municipality":
            served = [stations[key] for key in area.stations if key in stations]
            area.municipalities += sorted({key for one in served for key in one.municipalities})


COLLECTIONS: dict[str, Collection] = {
    collection.id: collection
    for collection in (
        Collection(
            "areas",
            models.Area,
            {
                "country": Category(lambda area: area.country),
                "municipality": Category(lambda area: AND.join(area.municipalities), _municipality_names),
                "kind": Category(lambda area: area.kind),
                "use": Flags(lambda area: area.uses, USES.codes),
                "sector": Flags(lambda area: area.sectors, SECTORS.codes),
                "stage": Category(lambda area: area.stage),
                "near": Flags(lambda area: area.modes, kinds.MODES.codes),
                "parent": Category(lambda area: area.parent.key if area.parent else ""),
                "area": Measure(lambda area: figure_of(area, "site_area")),
                "outline_area": Measure(outline_hectares),
                "floor": Measure(lambda area: figure_of(area, "planned_floor_area")),
                "start": Measure(lambda area: area.start_year),
                "completion": Measure(lambda area: area.completion_year),
                "prominence": Measure(prominence),
                "shape": Shape(lambda area: area.outline or Point(area.lon, area.lat)),
            },
            _area_words,
            related=("partner", "parent"),
            prefetch=("figures",),
            prepare=_add_stations,
            unread=("body", "note"),
        ),
        Collection(
            "opportunities",
            models.Opportunity,
            {
                "country": Category(lambda record: record.country),
                "municipality": Category(lambda record: record.partner.key if record.partner else "", _municipality_names),
                "area_key": Category(lambda record: record.area.key if record.area else ""),
                "kind": Category(lambda record: record.kind),
                "use": Flags(lambda record: record.uses, USES.codes),
                "tenure": Flags(lambda record: TENURES_MET.get(record.tenure, (record.tenure,)), kinds.TENURES.codes),
                "illustrative": Category(lambda record: "yes" if record.illustrative else "no"),
                "smallest": Measure(lambda record: record.min_size_m2),
                "largest": Measure(lambda record: record.max_size_m2 or record.min_size_m2),
                "available": Measure(lambda record: record.available_from),
            },
            _opportunity_words,
            related=("area", "partner"),
            unread=(
                "key", "state", "confirmed_on", "size_basis", "organisation", "source_urls",
                "confidence", "body", "point",
            ),
            boxed=True,
        ),
        Collection(
            "places",
            models.Place,
            {
                "country": Category(lambda place: place.country),
                "municipality": Category(lambda place: AND.join(place.municipalities), _municipality_names),
                "kind": Category(lambda place: place.kind),
                "stage": Category(lambda place: place.status),
            },
            _place_words,
            prepare=_add_municipalities,
            unread=("point",),
            boxed=True,
        ),
        Collection(
            "stations",
            models.Station,
            {
                "country": Category(lambda station: station.country),
                "municipality": Category(lambda station: AND.join(station.municipalities), _municipality_names),
                "kind": Category(lambda station: station.mode),
                "stage": Category(lambda station: station.status),
            },
            _station_words,
            prepare=_add_municipalities,
            unread=("point",),
            boxed=True,
        ),
        Collection("industries", models.Industry, {}, lambda record: spoken(record.name, record.summary)),
        Collection(
            "organisations",
            models.Organisation,
            {
                "country": Category(lambda record: record.country),
                "kind": Category(lambda record: record.role),
            },
            lambda record: spoken(record.name, record.summary),
        ),
    )
}  # fmt: skip

STAGE_GROUPS = {
    code: {c for c in STAGES if STAGES[c].group == STAGES[code].group} for code in STAGES
}
