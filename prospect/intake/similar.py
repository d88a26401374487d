"""Ideas of the current release that are like what a visitor writes."""

from functools import lru_cache
from typing import Any

from django.db import connections
from django.urls import reverse

from prospect.records.models import PUBLISHED, published
from prospect.registers.initiatives import PROGRESS
from prospect.releases.store import current_id, reading
from prospect.strategy.likeness import Likeness
from prospect.strategy.models import Initiative

LONGEST = 300  # signs that are compared; the first say what it is about


def ideas_like(words: str) -> list[dict[str, Any]]:
    """Return the ideas most like some words: name, how far it has come, and their addresses."""
    release = current_id()
    with reading(release):  # a form comes by POST, which nobody has tied to a release
        connections[PUBLISHED].close_if_unusable_or_obsolete()
        found = _index(release).like(words[:LONGEST])
    return [
        {
            "name": str(one.name),
            "language": one.name.spoken().language,
            "progress": str(PROGRESS.label(one.progress)) if one.progress else "",
            "page": reverse("explore:idea", args=[one.key]),
            "take_part": reverse("intake:take_part", args=[one.key]),
        }
        for one in found
    ]


@lru_cache(maxsize=1)
def _index(release: str) -> Likeness:
    rows = published(Initiative).only("key", "name", "summary", "progress").order_by("pk")
    return Likeness(rows)
