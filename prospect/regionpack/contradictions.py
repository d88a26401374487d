"""Rules on what cannot both be true: years, sizes, units, countries, marks and sources."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from prospect.regionpack.cells import Code
from prospect.regionpack.faults import Fault
from prospect.regionpack.read import Pack, Row
from prospect.regionpack.tables import TABLES, Table
from prospect.registers.countries import COUNTRIES
from prospect.registers.story import COUNTS
from prospect.registers.units import MEASURES
from prospect.story.scenes import codes_in
from prospect.strategy.models import RESERVED

SOURCED = "sourced"
NO_SOURCE = "Add the web address, or mark it well-known or estimate."
COUNTRYMEN = (("areas", "partner", "partners"), ("areas", "parent", "areas"),
              ("partners", "office", "organisations"))  # fmt: skip
LOCATED = ("stations", "places")  # what names a municipality in words
# Where a table without source_urls says what its rows rest on; milestones rest on what their area does.
TELL_A_SOURCE = {"links": "note"}


def contradictions(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each row that says what cannot be."""
    yield from _areas(pack)
    yield from _opportunities(pack)
    yield from _figures(pack)
    yield from _links(pack)
    yield from _initiatives(pack)
    yield from _chapters(pack)
    yield from _partners(pack)
    yield from _countries(pack)
    yield from _municipalities(pack)
    for table in TABLES:
        yield from _unsourced(table, pack)


def _by_key(pack: Pack, name: str) -> dict[str, Row]:
    return {row.values["key"]: row for row in pack.rows[name]}


def _areas(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["areas"]:
        start, end = row.values["start_year"], row.values["completion_year"]
        if start and end and start > end:
            rule, remedy = f"lies before the start year {start}.", "Correct one of them."
            yield Fault("areas.csv", row.line, "completion_year", str(end), rule, remedy)


def _initiatives(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["initiatives"]:
        if row.values["key"] in RESERVED:
            rule, remedy = "is the address of a form.", "Give it another key."
            yield Fault("initiatives.csv", row.line, "key", row.values["key"], rule, remedy)
        start, end = row.values["start_year"], row.values["end_year"]
        if start and end and start > end:
            rule, remedy = f"lies before the start year {start}.", "Correct one of them."
            yield Fault("initiatives.csv", row.line, "end_year", str(end), rule, remedy)


def _chapters(pack: Pack) -> Iterator[Fault]:
    """Yield what a chapter asks for that nobody can count: its text would have a hole."""
    for row in pack.rows["chapters"]:
        words = [text for name in ("name", "body") for text in row.values[name].values()]
        asked = {*row.values["figures"], *(code for text in words for code in codes_in(text))}
        for code in sorted(asked - set(COUNTS)):
            if pack.knows("figures", code):
                continue
            rule = "is no count and no key of figures.csv."
            remedy = f"Use a key of figures.csv, or one of {', '.join(COUNTS)}."
            yield Fault("chapters.csv", row.line, "figures", code, rule, remedy)


def _opportunities(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["opportunities"]:
        least, most = row.values["min_size_m2"], row.values["max_size_m2"]
        if least and most and least > most:
            rule = f"is smaller than the smallest size {least}."
            yield Fault("opportunities.csv", row.line, "max_size_m2", str(most), rule, "Swap them.")


def _figures(pack: Pack) -> Iterator[Fault]:
    areas = _by_key(pack, "areas")
    for row in pack.rows["figures"]:
        values = row.values
        if values["area"] and values["industry"]:
            rule = "belongs to an area and to an industry."
            remedy = "Keep one; leave both empty for the region as a whole."
            yield Fault("figures.csv", row.line, "industry", values["industry"], rule, remedy)
        measure, unit, basis = MEASURES.get(values["measure"]), values["unit"], values["basis"]
        if measure and unit and unit != measure.unit:
            rule = f"is not the unit of {measure.code}."
            remedy = f"Give the value in {measure.unit}, or correct the measure."
            yield Fault("figures.csv", row.line, "unit", unit, rule, remedy)
        if measure and basis and measure.unit != "m2":
            rule, remedy = f"is a kind of floor area, not of {measure.code}.", "Leave it empty."
            yield Fault("figures.csv", row.line, "basis", basis, rule, remedy)
        area = areas.get(values["area"])
        country = COUNTRIES.get(area.values["country"]) if area else None
        if country and basis and basis != country.floor_area:
            rule = f"is not how floor area is measured in {country.code}."
            remedy = f"There it is {country.floor_area}; measures are never converted silently."
            yield Fault("figures.csv", row.line, "basis", basis, rule, remedy)


def _links(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["links"]:
        station = row.values["destination"]
        if station and station == row.values["origin"]:
            rule, remedy = "is where the link begins.", "Name the next station, or drop the link."
            yield Fault("links.csv", row.line, "destination", station, rule, remedy)


def _partners(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows["partners"]:
        country, code = COUNTRIES.get(row.values["country"]), row.values["lau_code"]
        if country and code and not re.fullmatch(country.lau_code, code):
            rule = f"is no code of a municipality in {country.code}."
            remedy = "Write it as 0101 in Denmark, as 1280 in Sweden."
            yield Fault("partners.csv", row.line, "lau_code", code, rule, remedy)


def _countries(pack: Pack) -> Iterator[Fault]:
    for name, column, other in COUNTRYMEN:
        others = _by_key(pack, other)
        for row in pack.rows[name]:
            own, related = row.values["country"], others.get(row.values[column])
            theirs = related.values["country"] if related else None
            if own and theirs and own not in theirs.split("/"):
                rule = f"is not the country of its {column}, {row.values[column]} ({theirs})."
                remedy = f"Correct the country or the {column}."
                yield Fault(f"{name}.csv", row.line, "country", own, rule, remedy)


def _municipalities(pack: Pack) -> Iterator[Fault]:
    """Yield places and stations whose country is not that of their municipality, where it is known."""
    known = _countries_of_municipalities(pack)
    for name in LOCATED:
        for row in pack.rows[name]:
            municipality, country = row.values["municipality"] or "", row.values["country"] or ""
            theirs = {known[part] for part in municipality.split("/") if part in known}
            own = set(country.split("/"))
            if country and (not theirs <= own or (len(own) > 1 and "/" not in municipality)):
                rule = f"is not the country of {municipality}."
                remedy = "Correct the country or the municipality; / stands between two of either."
                yield Fault(f"{name}.csv", row.line, "country", country, rule, remedy)


def _countries_of_municipalities(pack: Pack) -> dict[str, str]:
    """Return the country by name of a municipality: its partner's, else what most rows say."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in LOCATED:
        for row in pack.rows[name]:
            if row.values["municipality"] and row.values["country"] in COUNTRIES:
                votes[row.values["municipality"]][row.values["country"]] += 1
    known = {name: countries.most_common(1)[0][0] for name, countries in votes.items()}
    for row in pack.rows["partners"]:
        if country := row.values["country"]:
            names = [row.values[f"short_name_{language}"] for language in ("en", "da", "sv")]
            known.update({name: country for name in names if name})
    return known


def _unsourced(table: Table, pack: Pack) -> Iterator[Fault]:
    """Yield what is marked sourced but names no source."""
    marks = [
        column.name
        for column in table.columns
        if isinstance(column.cell, Code) and SOURCED in column.cell.register
    ]
    by_area = table.name == "milestones"
    areas = _by_key(pack, "areas")
    told = "source_urls" if table.column("source_urls") else TELL_A_SOURCE.get(table.name, "")
    for row in pack.rows[table.name]:
        marked = [name for name in marks if row.values[name] == SOURCED]
        teller = areas.get(row.values["area"]) if by_area else row
        source = teller.values.get("source_urls" if by_area else told, "") if teller else None
        if marked and source in ("", ()):
            rule, remedy = "is marked sourced but names no source.", NO_SOURCE
            if table.column(told):
                yield Fault(f"{table.name}.csv", row.line, told, "", rule, remedy)
            else:
                yield Fault(f"{table.name}.csv", row.line, marked[0], SOURCED, rule, remedy)
