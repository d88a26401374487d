"""Before the desk knows a person: the first password, and the language of the desk."""

from allauth.account.models import EmailAddress
from allauth.account.views import password_reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prospect.audit.actions import record_event
from prospect.desk.middleware import remember_language
from prospect.mail.actions import is_set_up
from prospect.partners.invitations import invited_by


@sensitive_post_parameters()
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password; 410 when the invitation is void."""
    person = invited_by(token)
    if person is None:
        return render(request, "desk/void.html", status=410)
    form = SetPasswordForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            address = {"verified": True, "primary": True}
            EmailAddress.objects.update_or_create(user=person, email=person.email, defaults=address)
            record_event(by=person.email, verb="accept invitation", subject=f"person {person.pk}")
        messages.success(request, gettext("Your password is set. Log in with it."))
        return redirect("account_login")
    status = 400 if form.errors else 200
    return render(request, "desk/welcome.html", {"form": form, "person": person}, status=status)


@require_http_methods(["GET", "POST"])
def forgot(request: HttpRequest) -> HttpResponse:
    """Send a letter for a new password; where mail is not set up, tell whom to ask for one."""
    if not is_set_up():
        return render(request, "desk/forgot.html")
    answer: HttpResponse = password_reset(request)
    return answer


def choose_language(request: HttpRequest) -> HttpResponse:
    """Let the desk speak another language: for the person who is logged in, else for the browser."""
    code, back = request.POST.get("language", ""), request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if here else "desk:start")
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
        remember_language(response, code)
    return response
