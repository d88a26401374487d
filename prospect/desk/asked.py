"""What the address of a list asks for: words, a state, a partner, what lacks, an order, a page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from prospect.records.models import State

WRITTEN = "written"  # a state to ask for: a newer draft of what the public reads
STATES = (*State.values, WRITTEN)
SORTS = ("name", "changed", "confirmed", "partner")


@dataclass(frozen=True)
class Asked:
    """What was asked of a list; what is not understood is left out."""

    q: str = ""
    state: str = ""
    partner: str = ""
    unconfirmed: str = ""
    missing: str = ""
    sort: str = "name"
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        given = {
            "q": query.get("q", "").strip()[:100], "state": _one_of(query, "state", STATES),
            "partner": query.get("partner", "")[:100],
            "unconfirmed": _one_of(query, "unconfirmed", ("yes",)),
            "missing": _one_of(query, "missing", [code for code, _name in settings.LANGUAGES]),
            "sort": _one_of(query, "sort", [*SORTS, *(f"-{sort}" for sort in SORTS)]) or "name",
            "page": query.get("page", "1")[:6],
        }  # fmt: skip
        return cls(**given)

    def address(self, **other: str) -> str:
        """Return the query of an address that asks the same but for what is named; the first page."""
        asked = {**self.__dict__, "page": "1", **other}
        kept = {name: value for name, value in asked.items() if value not in ("", DEFAULTS[name])}
        return f"?{urlencode(kept)}"

    @property
    def query(self) -> str:
        return self.address().removeprefix("?")

    @property
    def narrowed(self) -> bool:
        return any((self.q, self.state, self.partner, self.unconfirmed, self.missing))


DEFAULTS = dict(Asked().__dict__)


def _one_of(query: QueryDict, name: str, known: Any) -> str:
    return query.get(name, "") if query.get(name, "") in known else ""
