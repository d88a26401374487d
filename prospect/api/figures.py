"""Figures, milestones and municipalities as fields: the properties that have parts."""

from typing import Any

from prospect.api.fields import (
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    YES_OR_NO,
    Cell,
    Field,
    a_list,
    an_object,
    or_null,
    tidy,
)  # fmt: skip
from prospect.registers.confidence import CONFIDENCE
from prospect.registers.units import BASES, MEASURES, UNITS

_FIGURE = an_object(
    {
        "measure": or_null({"type": "string", "enum": list(MEASURES)}),
        "label": TEXT,
        "value": NUMBER,
        "unit": {"type": "string", "enum": list(UNITS)},
        "unit_label": TEXT,
        "basis": or_null({"type": "string", "enum": list(BASES)}),
        "partial": YES_OR_NO,
        "year": or_null(TEXT),
        "cluster": or_null(TEXT),
        "note": or_null(TEXT),
        "confidence": TEXT,
        "confidence_label": TEXT,
        "sources": TEXTS,
    }
)
_MILESTONE = an_object(
    {
        "year": WHOLE,
        "expected": YES_OR_NO,
        "label": TEXT,
        "confidence": TEXT,
        "confidence_label": TEXT,
    }
)
_MUNICIPALITY = an_object({"key": TEXT, "name": TEXT})
_PARTS = ("value", "confidence", "year", "basis", "note")


def _parts_of(measure: str) -> list[str]:
    return [part for part in _PARTS if part != "basis" or MEASURES[measure].unit == "m2"]


_AREA_COLUMNS = tuple(
    measure if part == "value" else f"{measure}_{part}"
    for measure in MEASURES
    for part in _parts_of(measure)
)


def area_figures() -> Field:
    """Return the figures of an area; in CSV a group of columns for each measure."""
    return Field("figures", _read_figures, a_list(_FIGURE), _AREA_COLUMNS, _measure_cells)


def industry_figures() -> Field:
    """Return the figures of an industry; in CSV one cell that names each."""
    return Field("figures", _read_figures, a_list(_FIGURE), None, _told_figures)


def milestones() -> Field:
    """Return what happened to an area and what is expected to; not in CSV."""
    return Field("milestones", _read_milestones, a_list(_MILESTONE), (), lambda found: ())


def partner_municipality() -> Field:
    """Return the partner that answers for a record, as the filter ``municipality`` knows it."""

    def read(record: Any) -> dict[str, str] | None:
        partner = record.partner
        name = partner and (partner.short_name.spoken().words or partner.name.spoken().words)
        return {"key": partner.key, "name": name} if partner else None

    return _municipality(read)


def named_municipality() -> Field:
    """Return the municipality of a record that only names it, in the reader's language."""
    return _municipality(lambda record: record.named_municipality)


def _municipality(read: Any) -> Field:
    columns = ("municipality_key", "municipality_name")
    return Field(
        "municipality",
        read,
        or_null(_MUNICIPALITY),
        columns,
        lambda found: (found["key"], found["name"]) if found else (None, None),
    )


def _read_figures(record: Any) -> list[dict[str, Any]]:
    return [_figure(figure) for figure in record.figures.all()]


def _figure(figure: Any) -> dict[str, Any]:
    label = str(MEASURES.label(figure.measure)) or figure.name.spoken().words
    return {
        "measure": figure.measure or None,
        "label": label,
        "value": tidy(figure.value),
        "unit": figure.unit,
        "unit_label": str(UNITS.label(figure.unit)),
        "basis": figure.basis or None,
        "partial": figure.partial,
        "year": figure.year or None,
        "cluster": figure.cluster or None,
        "note": figure.summary.spoken().words or None,
        "confidence": figure.confidence,
        "confidence_label": str(CONFIDENCE.label(figure.confidence)),
        "sources": list(figure.source_urls),
    }


def _measure_cells(figures: list[dict[str, Any]]) -> list[Cell]:
    by_measure = {figure["measure"]: figure for figure in reversed(figures)}
    cells: list[Cell] = []
    for measure in MEASURES:
        figure = by_measure.get(measure, {})
        cells += [figure.get(part) for part in _parts_of(measure)]
    return cells


def _told_figures(figures: list[dict[str, Any]]) -> tuple[Cell]:
    told = [
        f"{figure['label']}: {figure['value']} {figure['unit_label']}"
        f" ({', '.join(filter(None, [figure['year'], figure['confidence_label']]))})"
        + (f" {figure['note']}" if figure["note"] else "")
        for figure in figures
    ]
    return ("; ".join(told),)


def _read_milestones(record: Any) -> list[dict[str, Any]]:
    return [
        {
            "year": milestone.year,
            "expected": milestone.expected,
            "label": milestone.name.spoken().words,
            "confidence": milestone.confidence,
            "confidence_label": str(CONFIDENCE.label(milestone.confidence)),
        }
        for milestone in sorted(record.milestones.all(), key=lambda one: (one.year, one.pk))
    ]
