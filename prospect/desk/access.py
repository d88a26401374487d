"""Who gets onto a page of the desk: staff with a role, and with a second step where it is asked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from prospect.desk.login import EMPLOYER_STEP
from prospect.partners.models import Person
from prospect.registers.roles import VERBS


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: Person


View = Callable[..., HttpResponse]


def staff_page(verb: str) -> Callable[[View], View]:
    """Let a view be seen by staff who may do ``verb`` somewhere; the others are told why not."""
    if verb not in VERBS:
        raise ValueError(f"{verb!r} is no verb")

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if lacks_second_step(request):
                return redirect("mfa_index")
            if not request.user.scope(verb):  # type: ignore[union-attr]
                return render(request, "desk/no_role.html", {"verb": VERBS[verb].label}, status=403)
            return view(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return guard


def lacks_second_step(request: HttpRequest) -> bool:
    """Return whether a person must set up an app or a passkey before anything else.

    The employer's second step counts for the session it began.
    """
    return (
        settings.SECOND_STEP
        and not request.session.get(EMPLOYER_STEP)
        and not Authenticator.objects.filter(
            user=request.user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).exists()
    )
