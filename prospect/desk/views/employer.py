"""To the employer's login and back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.account.adapter import get_adapter as account_adapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.views import connections as allauth_connections
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from prospect.accounts.provider import EmployerAdapter, EmployerCallback

View = Callable[[HttpRequest], HttpResponse]


def where_configured(view: View) -> View:
    """Let a view be there where the operator named an issuer, and tell when that does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_ISSUER:
            raise Http404("no employer's login")
        try:
            return view(request)
        except (requests.RequestException, OAuth2Error, ProviderException) as error:
            get_adapter().on_authentication_error(request, None, exception=error)
            context = {"employer": settings.OIDC_NAME}
            return render(request, "desk/employer_silent.html", context, status=502)

    return guarded


@where_configured
def employer_login(request: HttpRequest) -> HttpResponse:
    """Send somebody who wants to log in to the employer."""
    if request.user.is_authenticated:
        return redirect("desk:start")
    back = request.GET.get("next", "")
    safe = back if account_adapter().is_safe_url(back) else None
    return _provider(request).begin(request, process="login", back=safe)


@where_configured
@login_required
def employer_connect(request: HttpRequest) -> HttpResponse:
    """Show the way to the employer; a link, as a form may not lead to another host here."""
    away = _provider(request).begin(request, process="connect")
    context = {"employer": settings.OIDC_NAME, "address": away.headers["Location"]}
    return render(request, "desk/employer_connect.html", context)


@where_configured
def employer_callback(request: HttpRequest) -> HttpResponse:
    """Take what the employer says."""
    answer: HttpResponse = EmployerCallback.adapter_view(EmployerAdapter(request))(request)
    return answer


@where_configured
def connections(request: HttpRequest) -> HttpResponse:
    """List the employer's accounts a person has connected."""
    answer: HttpResponse = allauth_connections(request)
    return answer


def _provider(request: HttpRequest) -> Any:
    return get_adapter().get_provider(request, provider="employer")
