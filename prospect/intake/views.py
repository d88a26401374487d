"""Pages of visitors who send something: without an account, without a cookie."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from prospect.intake.forms import ParticipationForm, SuggestionForm
from prospect.intake.guards import comes_from_here, site_of, visitor_page
from prospect.intake.received import Received
from prospect.intake.similar import ideas_like
from prospect.suggestions import actions
from prospect.suggestions.letters import idea_named, mailbox_of
from prospect.suggestions.models import CONFIRM_DAYS, KEPT_DAYS, Participation, Sent, Suggestion


@visitor_page
def suggest(request: HttpRequest) -> HttpResponse:
    """Ask for an idea; before it is kept the sender sees once which ideas are like it."""
    received = Received(request, SuggestionForm)
    alike: list[dict[str, Any]] = []
    if received.is_good:
        given = received.form.cleaned_data
        if not request.POST.get("seen"):
            alike = ideas_like(f"{given['title']} {given['problem']}")
        if not alike and (answer := received.keep(_suggest(request, given), "intake:sent")):
            return answer
    crumbs = _crumbs((gettext("Suggest an idea"), ""))
    return received.page("intake/suggest.html", alike=alike, crumbs=crumbs)


@visitor_page
def similar(request: HttpRequest) -> HttpResponse:
    """Tell which ideas are like some words, while they are typed."""
    return JsonResponse({"ideas": ideas_like(request.GET.get("q", ""))})


@visitor_page
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way; the same for everybody."""
    context = {"section": "ideas", "confirm_days": CONFIRM_DAYS, "crumbs": _crumbs((gettext("One step is left"), ""))}  # fmt: skip
    return render(request, "intake/sent.html", context)


@visitor_page
def take_part(request: HttpRequest, key: str) -> HttpResponse:
    """Ask who wants to take part in an initiative of the release."""
    idea = idea_named(key)
    if idea is None:
        raise Http404("no such initiative")
    received = Received(request, ParticipationForm)
    if received.is_good:
        decide = _take_part(request, received.form.cleaned_data, idea.key)
        if answer := received.keep(decide, "intake:sent"):
            return answer
    page = reverse("explore:idea", args=[idea.key])
    crumbs = _crumbs((str(idea.name), page), (gettext("I want to take part"), ""))
    return received.page("intake/take_part.html", idea=idea, reached=_reached(idea), crumbs=crumbs)


@visitor_page
def suggestion(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sender where a suggestion stands; a button confirms it, as scanners of mail open links."""
    found = _opened(Suggestion, token)
    told = _from_elsewhere(request)
    if request.method == "POST" and not told:
        step = request.POST.get("step", "")
        if step == "confirm":
            actions.confirm_suggestion(found, site=site_of(request))
        elif step == "withdraw":
            actions.withdraw(found)
        elif step == "unname":
            actions.ask_unnamed(found)
        return redirect("intake:suggestion", token)
    context = {
        "section": "ideas", "told": told, "sent": found, "kept_days": KEPT_DAYS, "crumbs": _crumbs((gettext("Your suggestion"), "")),
        "idea": idea_named(found.initiative) if found.initiative else None,
    }  # fmt: skip
    return render(request, "intake/suggestion.html", context, status=400 if told else 200)


@visitor_page
def participation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the sender confirm that they want to take part, and tell to whom it went."""
    found = _opened(Participation, token)
    told = _from_elsewhere(request)
    if request.method == "POST" and not told:
        if request.POST.get("step") == "confirm":
            actions.confirm_participation(found, site=site_of(request))
        return redirect("intake:participation", token)
    context = {
        "section": "ideas", "told": told, "sent": found, "idea": idea_named(found.initiative),
        "crumbs": _crumbs((gettext("I want to take part"), "")),
    }  # fmt: skip
    return render(request, "intake/participation.html", context, status=400 if told else 200)


def _from_elsewhere(request: HttpRequest) -> str:
    """Return why a click is not taken, in words; an empty string where it came from our own page."""
    if request.method != "POST" or comes_from_here(request):
        return ""
    return gettext("This form was sent from another site. Look through it and send it from here.")


def _suggest(request: HttpRequest, given: dict[str, Any]) -> Any:
    return lambda once: actions.suggest(
        once=once, fields=given, language=_language(), site=site_of(request)
    )


def _take_part(request: HttpRequest, given: dict[str, Any], key: str) -> Any:
    return lambda once: actions.take_part(
        once=once, fields=given, initiative=key, language=_language(), site=site_of(request)
    )


def _reached(idea: Any) -> bool | None:
    """Return whether the lead has an address; None where that cannot be asked, whatever the reason.

    A page that is only read must not depend on the desk's database.
    """
    try:
        return bool(mailbox_of(idea.lead))
    except (DatabaseError, InterfaceError):
        return None


def _opened(model: type[Sent], token: str) -> Any:
    found = model.named_by(token)
    if found is None:
        raise Http404("opens nothing")
    return found


def _language() -> str:
    spoken = (get_language() or "")[:2]
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    home = (gettext("Home"), reverse("explore:home"))
    return [home, (gettext("Idea catalogue"), reverse("explore:ideas")), *more]
