"""How good the facts of a partner are: one number, the parts it is made of, and what lifts it most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from prospect.catalogue.models import Figure
from prospect.desk.completeness import PARTS
from prospect.partners.models import Partner
from prospect.records.models import State


@dataclass(frozen=True)
class Part:
    """One part of a score: of what is counted how much is good, and how many points it can give."""

    label: str
    good: int
    of: int
    weight: int
    advice: str

    @property
    def points(self) -> float:
        """Points of the weight; all of them where there is nothing that could lack."""
        return self.weight * self.good / self.of if self.of else float(self.weight)

    @property
    def share(self) -> int:
        return round(100 * self.good / self.of) if self.of else 100


@dataclass(frozen=True)
class Quality:
    """The score of one partner, from 0 to 100."""

    partner: Any
    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        return int(sum(part.points for part in self.parts))  # 100 only when nothing lacks

    @property
    def advice(self) -> str:
        """What lifts the score most; nothing when it is full."""
        most = max(self.parts, key=lambda part: part.weight - part.points)
        return most.advice if most.points < most.weight else ""


def qualities(partners: Sequence[Partner], areas: Sequence[Any]) -> list[Quality]:
    """Return the score of each partner, the lowest first; of those with public ones among ``areas``."""
    if not partners:
        return []
    figures, words = _figures(timezone.localdate()), _words(areas)
    found = [
        Quality(one, _parts(figures.get(one.pk, {}), words.get(one.pk, Counter())))
        for one in partners
    ]
    return sorted((one for one in found if words.get(one.partner.pk)), key=lambda one: one.score)


def _figures(today: date) -> dict[int, Any]:
    """Return counts of public figures by partner: all, confirmed in time, dated, with a source."""
    rows = (
        Figure.objects.filter(state=State.PUBLISHED, area__isnull=False)
        .values("area__partner")
        .annotate(
            all=Count("pk"),
            dated=Count("pk", filter=Q(review_by__isnull=False)),
            timely=Count("pk", filter=Q(review_by__gte=today, confirmed_on__isnull=False)),
            sourced=Count("pk", filter=~Q(source_urls="")),
        )
        .order_by()
    )
    return {row["area__partner"]: row for row in rows}


def _words(areas: Sequence[Any]) -> dict[int, "Counter[str]"]:
    """Return counts of public areas by partner: how many, with an outline, words there and wanted."""
    found: dict[int, Counter[str]] = {}
    for area in areas:
        if area.state != State.PUBLISHED:
            continue
        count = found.setdefault(area.partner_id, Counter())
        count["areas"] += 1
        count["drawn"] += area.outlined
        count["wanted"] += len(PARTS) * len(settings.LANGUAGES)
        count["words"] += sum(len(getattr(area, part)) for part in PARTS)
    return found


def _parts(figures: Any, areas: "Counter[str]") -> tuple[Part, ...]:
    total = figures.get("all", 0)
    return (
        Part(_("Figures with a day of review"), figures.get("dated", 0), total, 15,
             _("Say by when each figure is to be confirmed.")),
        Part(_("Figures confirmed in time"), figures.get("timely", 0), total, 25,
             _("Confirm the figures that are overdue or have no day yet.")),
        Part(_("Figures with a source"), figures.get("sourced", 0), total, 20,
             _("Give the figures their sources.")),
        Part(_("Words in three languages"), areas["words"], areas["wanted"], 30,
             _("Write the missing translations.")),
        Part(_("Areas with an outline"), areas["drawn"], areas["areas"], 10,
             _("Draw the outlines that are missing.")),
    )  # fmt: skip
