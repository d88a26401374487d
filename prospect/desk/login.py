"""What allauth asks of us: who may try, nobody signs up by themselves, and when a login ends."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.signals import user_logged_in as logged_in_by_allauth
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from prospect.accounts.claims import proves_second_step
from prospect.accounts.networks import network_of
from prospect.accounts.passwords import LONGEST
from prospect.accounts.waits import TooSoon, Try, begin_try, forgive
from prospect.desk.browsers import known_browser, remember_browser
from prospect.desk.login_letters import LoginLetters
from prospect.desk.waiting import ask_to_wait
from prospect.partners.models import Person

BEGAN = "began"
SEEN = "seen"
SEEN_EVERY = 60  # seconds; so exact is the end of a session without requests
EMPLOYER_STEP = "second-step-at-employer"


def count_try(request: HttpRequest, *, account: str, person: Person | None) -> Try:
    """Count a try of a password or a code; ends the request with a 429 when one must wait."""
    try:
        return begin_try(
            account=account,
            network=network_of(request),
            browser=known_browser(request, person),
            subject=f"person {person.pk}" if person else "nobody known",
        )
    except TooSoon as wait:
        raise ImmediateHttpResponse(ask_to_wait(request, wait.seconds)) from wait


class Accounts(LoginLetters, DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation; whoever fails has to wait."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(request) or "unknown"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password, counted first; one too long to be anybody's is not hashed."""
        address = str(credentials.get("email") or "").strip().lower()
        person = Person.objects.filter(email=address).first()
        tried = count_try(request, account=f"password {address}", person=person)
        if len(credentials.get("password") or "") > LONGEST:
            return None
        found = super().authenticate(request, **credentials)
        if found is not None:
            forgive(tried)
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: ``authenticate`` has counted."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing: ``forgive`` does it."""

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Give the session a new key also where a second step is still to come."""
        request.session.cycle_key()
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **more)
        remember_browser(request, answer, user)
        return answer


@receiver(user_logged_in)
def note_when(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """Note in the session when it began, so that it ends after LONGEST_SESSION."""
    if request is not None and hasattr(request, "session"):
        request.session[BEGAN] = int(time.time())


@receiver(logged_in_by_allauth)
def note_how(sender: Any, request: HttpRequest, sociallogin: Any = None, **_: Any) -> None:
    """Note whether the employer asked for a second step, and that the login is a recent proof."""
    claims = getattr(sociallogin, "claims", None)
    request.session[EMPLOYER_STEP] = claims is not None and (
        settings.OIDC_MFA or proves_second_step(claims)
    )
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    if records:
        records[-1]["reauthenticated"] = True
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records


def keep_alive(request: HttpRequest) -> None:
    """Have the session last from now on; written at most once a minute, not with every page read."""
    now = int(time.time())
    if (
        now - request.session.get(SEEN, 0) >= SEEN_EVERY
    ):  # a clock that went back takes nothing away
        request.session[SEEN] = now


def is_over(request: HttpRequest) -> bool:
    """Return whether a session has lasted as long as one may."""
    return time.time() - request.session.get(BEGAN, 0) > settings.LONGEST_SESSION
