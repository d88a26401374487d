"""What every form of a record posts beside its fields: the revision it was opened at."""

from django.http import HttpRequest

LOCK = "based_on"
MOST_DIGITS = 9


def based_on(request: HttpRequest) -> int:
    """Return the number of the revision a form was opened at; 0 where none is told."""
    given = request.POST.get(LOCK, "")
    told = given.isascii() and given.isdigit() and len(given) < MOST_DIGITS
    return int(given) if told else 0
