"""What the desk has to do with suggestions, and with initiatives of which nothing is heard."""

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prospect.languages.numbers import day as say_day
from prospect.partners.models import Person
from prospect.strategy.likeness import Likeness
from prospect.strategy.models import Initiative, Turn
from prospect.strategy.news import MOVING, stalled_since
from prospect.suggestions.models import Suggestion


def alike(suggestion: Suggestion) -> list[Initiative]:
    """Return the public initiatives most like a suggestion, the likest first."""
    rows = Initiative.objects.filter(state="published").order_by("pk")
    words = f"{suggestion.title} {suggestion.problem[:200]}"
    return Likeness(rows).like(words)


def suggestions_to_answer(person: Person, item: Any) -> list[Any]:
    """Return what waits for an answer, those that are late first; nothing for who does not answer."""
    if not person.answers_for_region:
        return []
    found = []
    for one in Suggestion.objects.waiting():
        words = _("late: an answer was promised by {day}") if one.is_late else _("answer by {day}")
        address = reverse("desk:suggestion", args=[one.pk])
        day = say_day(one.answer_by) if one.answer_by else ""
        found.append(item(one.title, words.format(day=day), address))
    for one in Suggestion.objects.exclude(unname_at=None).order_by("unname_at"):
        words = _("the sender no longer wants to be named")
        found.append(item(one.title or str(one), words, reverse("desk:suggestion", args=[one.pk])))
    return found


def without_news(person: Person, item: Any) -> list[Any]:
    """Return the public initiatives that stand still today, the longest first."""
    if not person.answers_for_region:
        return []
    turns, today = defaultdict(list), timezone.localdate()
    for turn in Turn.objects.filter(state="published").only("initiative", "year", "expected"):
        turns[turn.initiative_id].append(turn)
    rows = Initiative.objects.filter(state="published", progress__in=MOVING).order_by("pk")
    still = [(stalled_since(one, turns[one.pk], today), one) for one in rows]
    return [
        item(
            str(one.name), _("No news since {year}").format(year=year),
            reverse("desk:record", args=["initiative", one.key]), ("idea", one.key),
        )
        for year, one in sorted(((y, o) for y, o in still if y), key=lambda pair: pair[0])
    ]  # fmt: skip
