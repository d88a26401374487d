"""What templates of the staff side are told; those of the public side hear of no messages."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest

from prospect.desk.middleware import is_staff_side


def staff(request: HttpRequest) -> dict[str, Any]:
    """Return the messages for a person, on the staff side alone."""
    return {"messages": get_messages(request)} if is_staff_side(request) else {}
