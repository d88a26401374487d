"""Lines of the network in words, and those that are still to come."""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prospect.catalogue.models import Link
from prospect.records.models import published
from prospect.registers.kinds import MODES
from prospect.registers.stages import YEARS

# Lines that have no name of their own are said in the reader's language.
NAMES = {
    "Øresundståg": _("Øresundståg"),
    "HH ferry": _("HH ferry"),
    "regional": _("regional trains"),
    "long-distance": _("long-distance trains"),
    "local rail": _("local trains"),
    "ferry": _("ferry"),
    "Lund tram": _("Lund tram"),
    "Letbane": _("light rail (Letbane)"),
}
METRO = re.compile(r"M[0-9]")
LIMITS = {
    "some": _("{line} (some trains)"),
    "planned": _("{line} (planned)"),
    "idea": _("{line} (idea)"),
}


def line_name(line: str) -> str:
    """Return the name of a line for the reader; 'M5 (planned)' with its limit in words."""
    bare, _between, limit = line.partition(" (")
    name = str(NAMES.get(bare, bare))
    if bare.startswith("S-tog"):
        name = bare.replace("S-tog", MODES.label("S-tog"))
    elif METRO.fullmatch(bare):
        name = gettext("metro {line}").format(line=bare)
    word = limit.rstrip(")").split(" ")[0]
    return str(LIMITS[word]).format(line=name) if word in LIMITS else name


def first_opening(release_id: str) -> int | None:
    """Return the year in which the first of the planned lines is expected to open."""
    return min((opens for *_line, opens in _planned(release_id) if opens), default=None)


def still_planned(release_id: str, year: str) -> str:
    """Return the lines that the map dots in a year of the timeline, as a sentence; or nothing."""
    said = []
    for mode, line, opens in _planned(release_id):
        if year != YEARS[0] and opens and opens <= int(year):
            continue
        words = gettext("{line}, expected {year}") if opens else gettext("{line}, planned")
        said.append(words.format(line=f"{MODES.label(mode)} {line}", year=opens))
    return gettext("Dotted line: {lines}.").format(lines="; ".join(said)) if said else ""


@lru_cache(maxsize=2)
def _planned(release_id: str) -> list[tuple[str, str, int | None]]:
    """Return mode, name and expected year of every line that is planned or being built."""
    coming = published(Link).filter(status__in=("planned", "under_construction"))
    found = coming.order_by("line").values_list("mode", "line", "opens").distinct()
    return [(mode, line.partition(" (")[0], opens) for mode, line, opens in found]
