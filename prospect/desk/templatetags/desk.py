"""Template tags of the staff side."""

from typing import Any

from django import template

from prospect.desk.views.publishing import words_of
from prospect.languages import numbers
from prospect.records.transitions import STATES
from prospect.registers.deeds import DEEDS
from prospect.registers.units import MEASURES, UNITS
from prospect.story.scenes import Ground, faults_of

register = template.Library()


@register.filter
def of(mapping: Any, name: Any) -> Any:
    """Return what a mapping holds under a name that is in a variable."""
    return mapping.get(name, name) if mapping else name


@register.filter
def state_word(state: str) -> str:
    """Return the name of a state."""
    return STATES.label(state)


@register.filter
def at_work(job: Any) -> str:
    """Return in plain words what a job is at."""
    return words_of(job)


@register.filter
def deed(verb: str) -> str:
    """Return what was done, in words; an unknown verb as it stands."""
    return DEEDS.label(verb)


@register.filter
def moment(value: Any) -> str:
    """Return a day and the time of it; nothing for nothing."""
    return numbers.moment(value) if value else ""


@register.filter
def clock(value: Any) -> str:
    """Return the time of day; nothing for nothing."""
    return numbers.clock(value) if value else ""


@register.filter
def figure_words(figure: Any) -> str:
    """Return a figure in a line, such as 'Homes planned: 9,000 homes (2024)'."""
    what = MEASURES.label(figure.measure) if figure.measure else str(figure.name)
    number = f"{numbers.number(figure.value)}\u00a0{UNITS.label(figure.unit)}"
    return f"{what}: {number}" + (f" ({numbers.period(figure.year)})" if figure.year else "")


@register.filter
def is_words(field: Any) -> bool:
    """Return whether a form field holds words in every language."""
    return hasattr(field.field, "fields")


@register.filter
def given(field: Any) -> list[tuple[str, bool]]:
    """Return each language with whether a field of words has any in it."""
    value = field.value()
    from django.conf import settings

    codes = [code for code, _name in settings.LANGUAGES]
    if isinstance(value, list):
        return [(code, bool(words)) for code, words in zip(codes, value, strict=True)]
    return [(code, bool((value or {}).get(code))) for code in codes]


@register.simple_tag
def scene_faults(kind: str, record: Any) -> list[str]:
    """Return what is wrong with the scene of a chapter; nothing for other kinds."""
    return faults_of(record, Ground.now()) if kind == "chapter" else []


register.filter("day", numbers.day)
