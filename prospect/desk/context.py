"""What templates of the staff side are told; those of the public side hear of no messages."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from prospect.desk.middleware import is_staff_side


def staff(request: HttpRequest) -> dict[str, Any]:
    """Return the messages for a person and the name of the employer's login, on the staff side alone."""
    if not is_staff_side(request):
        return {}
    return {
        "messages": get_messages(request),
        "employer_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
