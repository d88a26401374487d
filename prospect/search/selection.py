"""What fits a filter: the rows, the counts of every facet, and advice when nothing fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from prospect.registers.stages import STAGES
from prospect.search.cells import Box
from prospect.search.collections import STAGE_GROUPS
from prospect.search.columns import Columns
from prospect.search.filters import PARAMETERS, Filter, Parameter

MOST_DROPPED = 2  # parameters; longer advice nobody follows
BLOCK = 8_192  # rows of an order looked at in one step
GROUP_STAGES = {"building": "under_construction", "built": "built_out"}


@dataclass(frozen=True)
class Advice:
    """Which parameters to drop together, and how many rows that gives."""

    names: tuple[str, ...]
    hits: int


class Selection:
    """One filter applied to the columns of one release."""

    def __init__(self, columns: Columns, asked: Filter) -> None:
        self.columns = columns
        self.asked = asked

    @cached_property
    def masks(self) -> dict[str, np.ndarray]:
        """The rows that fit each parameter asked for, alone."""
        parameters = {parameter.name: parameter for parameter in PARAMETERS[self.asked.collection]}
        masks = {}
        for name in self.asked.names:
            if name == "q":
                masks[name] = self.columns.words.found(self.asked.q)
            elif name == "bbox":
                masks[name] = self._inside()
            else:
                masks[name] = self._fitting(parameters[name])
        return masks

    def fitting(self, *left_out: str) -> np.ndarray:
        """Return the mask of rows that fit everything asked but the parameters left out."""
        mask = np.ones(len(self.columns), dtype=bool)
        for name, rows in self.masks.items():
            if name not in left_out:
                mask &= rows
        return mask

    @cached_property
    def mask(self) -> np.ndarray:
        return self.fitting()

    @property
    def total(self) -> int:
        return int(np.count_nonzero(self.mask))

    def positions(self, order: np.ndarray | None = None) -> np.ndarray:
        """Return the positions of the rows that fit, in ``order`` if one is given."""
        if order is None:
            return np.flatnonzero(self.mask)
        return order[self.mask[order]]

    def page(self, order: np.ndarray, first: int, end: int) -> np.ndarray:
        """Return the rows that fit from place ``first`` up to ``end`` in ``order``.

        Reads the order no further than it must: most filters fill a page soon.
        """
        found: list[np.ndarray] = []
        seen = 0
        for begin in range(0, len(order), BLOCK):
            block = order[begin : begin + BLOCK]
            found.append(block[self.mask[block]])
            seen += len(found[-1])
            if seen >= end:
                break
        return np.concatenate(found)[first:end] if found else order[:0]

    def counts(self, name: str) -> dict[str, int]:
        """Return, for each code of a facet, how many rows it gives beside the other filters."""
        parameter = next(p for p in PARAMETERS[self.asked.collection] if p.name == name)
        return self.columns.counts(parameter.column, self.fitting(name))

    def split(self, column: str) -> dict[str, int]:
        """Return how the rows that fit divide over the codes of a column."""
        return self.columns.counts(column, self.mask)

    def box(self) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of all rows that fit, in degrees; None without any."""
        if not self.total:
            return None
        west, south, east, north = (
            self.columns[side][self.mask] for side in ("west", "south", "east", "north")
        )
        return float(west.min()), float(south.min()), float(east.max()), float(north.max())

    def advice(self) -> list[Advice]:
        """Return what to drop where nothing fits, as few parameters as give hits, most helpful first.

        Where more than MOST_DROPPED must go, it is all of them.
        """
        names = list(self.masks)
        if self.total:
            return []
        missed = np.zeros(len(self.columns), dtype=np.int64)  # a bit for each parameter not met
        for place, rows in enumerate(self.masks.values()):
            missed |= np.where(rows, 0, 1 << place)
        numbers = np.bitwise_count(missed)
        least = int(numbers.min(initial=len(names)))
        if least > MOST_DROPPED:
            return [Advice(tuple(names), len(missed))] if len(missed) else []
        sets, hits = np.unique(missed[numbers == least], return_counts=True)
        offers = [
            Advice(tuple(n for place, n in enumerate(names) if dropped >> place & 1), count)
            for dropped, count in zip(sets.tolist(), hits.tolist(), strict=True)
        ]
        return sorted(offers, key=lambda offer: -offer.hits)

    def _fitting(self, parameter: Parameter) -> np.ndarray:
        if parameter.mode == "codes":
            codes: Iterable[str] = self.asked.codes[parameter.name]
            if parameter.column == "stage" and parameter.name == "stage":
                codes = widen_stages(self.asked.codes[parameter.name])
            return self.columns.having(parameter.column, codes)
        bound, column = self.asked.bounds[parameter.name], self.columns[parameter.column]
        with np.errstate(invalid="ignore"):
            return column >= bound if parameter.mode == "least" else column <= bound

    def _inside(self) -> np.ndarray:
        """Return the rows whose shape touches the box; what has no place lies in every box.

        Points fill the box around them. Of outlines only those that cross a side are looked at.
        """
        west, south, east, north = box = self.asked.bbox or (-180.0, -90.0, 180.0, 90.0)
        c = self.columns
        if "west" not in c:
            return np.ones(len(c), dtype=bool)
        mask = (c["east"] >= west) & (c["west"] <= east)
        mask &= (c["north"] >= south) & (c["south"] <= north)
        if "shape" in c:
            inside = (c["west"] >= west) & (c["east"] <= east)
            inside &= (c["south"] >= south) & (c["north"] <= north)
            crossing = np.flatnonzero(mask & ~inside)
            mask[crossing] = shapely.intersects(shape_of(box), c.shapes("shape", crossing))
        return mask


def shape_of(box: Box) -> BaseGeometry:
    """Return a box as a geometry; one without width or height is a line or a point."""
    west, south, east, north = box
    if west < east and south < north:
        return shapely.box(*box)
    return shapely.MultiPoint([(west, south), (east, north)]).convex_hull


def widen_stages(codes: tuple[str, ...]) -> set[str]:
    """Return the stages meant by codes: 'planned' and the groups stand for all their rungs."""
    wide: set[str] = set()
    for code in codes:
        if code == "planned" or code in GROUP_STAGES:
            wide |= STAGE_GROUPS[GROUP_STAGES.get(code, code)]
        elif code in STAGES:
            wide.add(code)
    return wide
