"""Records of the current release: a page of them by filter, or one by its key."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import QueryDict

from prospect.api.content import OFFERS
from prospect.api.endpoint import opened_release
from prospect.api.parameters import Asked, read_asked
from prospect.api.problems import not_found
from prospect.records.among import among
from prospect.records.models import published
from prospect.releases.store import Release
from prospect.search.collections import COLLECTIONS
from prospect.search.columns import Columns, open_columns
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
    return Page(asked, _load(collection, columns, chosen), len(fitting), release)


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


def _load(collection: str, columns: Columns, chosen: np.ndarray) -> list[Any]:
    offer = OFFERS[collection]
    keys = columns["pk"][chosen].tolist()
    query = published(COLLECTIONS[collection].model).filter(among(keys))
    query = query.select_related(*offer.related).prefetch_related(*offer.prefetch)
    found = {record.pk: record for record in query}
    if collection == "areas":
        _add_measures([found.get(pk) for pk in keys], columns, chosen)
    return [found[pk] for pk in keys if pk in found]  # one may have left with a newer release


def _add_measures(areas: list[Any], columns: Columns, chosen: np.ndarray) -> None:
    """Give areas what the filters ``min_area``, ``max_area`` and ``near`` compare with."""
    modes = columns.vocabularies["near"]
    sizes, flags = columns["area"][chosen].tolist(), columns["near"][chosen].tolist()
    for area, size, served in zip(areas, sizes, flags, strict=True):
        if area is None:
            continue
        area.gross_area_ha = None if np.isnan(size) else size
        area.near = [mode for bit, mode in enumerate(modes) if served >> bit & 1]
