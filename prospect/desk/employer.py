"""What allauth asks of us when the employer's login comes back: who it is, and what they may do."""

import logging
from functools import partial
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import get_language

from prospect.accounts.actions import join, renew_roles
from prospect.accounts.claims import Given, roles_in
from prospect.audit.actions import record_event
from prospect.partners.models import Partner, Person

log = logging.getLogger("prospect.accounts")
TIMEOUT = 5  # seconds for each answer of the issuer
BY = "employer's login"


class EmployerLogins(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One issuer, from the environment; nobody is found by an e-mail address."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        if not settings.OIDC_ISSUER or provider not in (None, "employer", settings.OIDC_ISSUER):
            return []
        app = SocialApp(provider="employer", provider_id=settings.OIDC_ISSUER)
        app.name, app.client_id = settings.OIDC_NAME, settings.OIDC_CLIENT
        app.secret = settings.OIDC_SECRET
        return [app]

    def get_requests_session(self) -> Any:
        """Return a session that waits no longer than TIMEOUT and follows no redirect."""
        session = super().get_requests_session()
        session.max_redirects = 0
        session.request = partial(session.request.func, timeout=TIMEOUT)
        return session

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Make or renew the person before the login goes on; a page says why it does not."""
        if sociallogin.state.get("process") == "connect":
            return
        roles = _roles(sociallogin.claims)
        if not sociallogin.is_existing:
            _join(request, sociallogin, roles)
        elif sociallogin.user.is_active:
            renew_roles(sociallogin.user, roles=roles, by=BY)
            if not sociallogin.user.memberships.exists():
                refuse(request, "no_role")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        reason = more.get("exception") or more.get("error")
        log.warning("The employer's login failed: %s", str(reason)[:300])


def refuse(request: HttpRequest, reason: str) -> None:
    """End the login with a page that says why, and what to do."""
    context = {"reason": reason, "employer": settings.OIDC_NAME}
    raise ImmediateHttpResponse(render(request, "desk/employer_refused.html", context, status=403))


def _roles(claims: dict[str, Any]) -> Given:
    """Return the roles a claim names, at partners there are."""
    named = roles_in(claims.get(settings.OIDC_CLAIM), settings.OIDC_PARTNERS)
    known = set(
        Partner.objects.filter(key__in=[k for k in named if k]).values_list("key", flat=True)
    )
    return {key: role for key, role in named.items() if key is None or key in known}


def _join(request: HttpRequest, sociallogin: Any, roles: Given) -> None:
    """Make a person for somebody the employer gives a role, and link both for good."""
    claims = sociallogin.claims
    email = str(claims.get("email") or "").strip().lower()
    if not roles:
        refuse(request, "no_role")
    if "@" not in email or claims.get("email_verified") is False:
        refuse(request, "no_email")
    if Person.objects.filter(email=email).exists():
        refuse(request, "known")
    spoken = str(claims.get("locale") or "")[:2]
    language = spoken if spoken in dict(settings.LANGUAGES) else get_language() or "en"
    name = str(claims.get("name") or "")[:150]
    person = join(email=email, name=name, language=language, roles=roles, by=BY)
    sociallogin.user = sociallogin.account.user = person
    sociallogin.account.save()
    record_event(by=BY, verb="connect", subject=f"person {person.pk}")
