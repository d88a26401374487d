"""Records of the current release: a page of them by filter, or one by its key."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import QueryDict

from prospect.api.content import OFFERS
from prospect.api.endpoint import opened_release
from prospect.api.parameters import Asked, read_asked
from prospect.api.problems import not_found
from prospect.catalogue.municipalities import BOTH, names_for, spoken
from prospect.records.among import among
from prospect.records.models import published
from prospect.registers.stages import YEARS, phase_in
from prospect.releases.store import Release
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import AND, Columns, open_columns
from prospect.search.selection import Selection


@dataclass(frozen=True)
class Page:
    """Some of the records that fit, in the stable order of the release, and how many fit in all."""

    asked: Asked
    records: list[Any]
    matched: int
    release: Release


def find_page(collection: str, given: QueryDict) -> Page:
    """Return the records asked for; the number of queries does not depend on how many they are."""
    release = opened_release()
    columns = open_columns(release.columns / collection)
    asked = read_asked(collection, given, columns.code_of)
    fitting = Selection(columns, asked.filter).positions()
    chosen = fitting[asked.offset : asked.offset + asked.limit]
    records = _load(collection, columns, chosen, asked.filter.year)
    return Page(asked, records, len(fitting), release)


def find_one(collection: str, key: str) -> tuple[Any, Release]:
    """Return the record of that key, and the release it is of; Refusal 404 when there is none."""
    release = opened_release()
    model = COLLECTIONS[collection].model
    pk = published(model).filter(key=key).values_list("pk", flat=True).first()
    columns = open_columns(release.columns / collection)
    chosen = np.flatnonzero(columns["pk"] == pk) if pk is not None else np.array([], dtype=int)
    if not len(chosen):
        raise not_found()
    return _load(collection, columns, chosen)[0], release


def extent(columns: Columns) -> list[float] | None:
    """Return west, south, east and north of all records of a collection, in degrees."""
    if "west" not in columns or not len(columns):
        return None
    sides = {"west": np.nanmin, "south": np.nanmin, "east": np.nanmax, "north": np.nanmax}
    return [round(float(reach(columns[side])), 7) for side, reach in sides.items()]


def _load(collection: str, columns: Columns, chosen: np.ndarray, year: str = YEARS[0]) -> list[Any]:
    offer = OFFERS[collection]
    keys = columns["pk"][chosen].tolist()
    query = published(COLLECTIONS[collection].model).filter(among(keys))
    query = query.select_related(*offer.related).prefetch_related(*offer.prefetch)
    found = {record.pk: record for record in query}
    # one may have left with a newer release
    held = [(found[pk], row) for pk, row in zip(keys, chosen, strict=True) if pk in found]
    if collection == "areas":
        _add_measures(held, columns, year)
    elif collection in ("places", "stations"):
        _add_municipalities(held, columns)
    elif collection == "organisations":
        _add_served(held)
    return [record for record, _row in held]


def _add_measures(areas: list[tuple[Any, int]], columns: Columns, year: str) -> None:
    """Give areas what ``near`` compares with, how large they are drawn, what is to stand in a year."""
    modes = columns.vocabularies["near"]
    for area, row in areas:
        size, served = float(columns["outline_area"][row]), int(columns["near"][row])
        area.outline_area_ha = None if np.isnan(size) else size
        area.near = [mode for bit, mode in enumerate(modes) if served >> bit & 1]
        area.phase = phase_in(area.stage, area.start_year, area.completion_year, year)


def _add_municipalities(records: list[tuple[Any, int]], columns: Columns) -> None:
    """Give records the municipality they lie in as the filter knows it, named for the reader."""
    codes, names = columns.vocabularies["municipality"], names_for()
    for record, row in records:
        place = int(columns["municipality"][row])
        record.named_municipality = (
            None
            if place < 0
            else {
                "key": codes[place].replace(AND, BOTH),
                "name": spoken(record.municipality, names),
            }
        )


def _add_served(organisations: list[tuple[Any, int]]) -> None:
    """Name the municipalities that organisations serve in the reader's language."""
    names = names_for()
    for organisation, _row in organisations:
        organisation.serves_municipalities = all(one in names for one in organisation.serves)
        organisation.serves = [names.get(one, one) for one in organisation.serves]
