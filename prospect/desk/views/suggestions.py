"""Suggestions of visitors: the list, one with its answer, and the addresses organisations read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.catalogue.models import Organisation
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms.suggestion import AnswerForm, MailboxForm
from prospect.desk.letters import whole_address
from prospect.desk.suggested import alike
from prospect.strategy.models import Initiative
from prospect.suggestions import answering
from prospect.suggestions.letters import answer_context, preview
from prospect.suggestions.models import ANSWER_DAYS, Mailbox, Participation, Suggestion

MOST = 100  # rows of what is done with


@staff_page("read")
def suggestions(request: StaffRequest) -> HttpResponse:
    """List what waits for an answer, what was answered, and who wants to take part."""
    _refuse_others(request)
    handed = Participation.objects.exclude(confirmed_at=None).order_by("-confirmed_at")
    context = {
        "section": "suggestions", "waiting": Suggestion.objects.waiting(), "answer_days": ANSWER_DAYS,
        "answered": Suggestion.objects.answered()[:MOST], "handed": handed[:MOST],
        "unconfirmed": Suggestion.objects.filter(state=Suggestion.State.UNCONFIRMED).count(),
    }  # fmt: skip
    return render(request, "desk/suggestions.html", context)


@staff_page("read")
def suggestion(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a suggestion with ideas like it; a POST shows the letter of an answer, then sends it."""
    _refuse_others(request)
    found = Suggestion.objects.filter(pk=pk).exclude(state=Suggestion.State.UNCONFIRMED).first()
    if found is None:
        raise Http404("no such suggestion")
    asked = request.method == "POST"
    if asked and (why := answering.closed(found)):
        messages.error(request, why)
        return redirect("desk:suggestion", pk)
    near = alike(found) if found.title else []
    form = AnswerForm(request.POST if asked else None, alike=near)
    letter = None
    if asked and form.is_valid():
        if "send" in request.POST:
            return _give(request, found, form.cleaned_data)
        letter = _letter(request, found, form.cleaned_data)
    context = {
        "section": "suggestions", "sent": found, "form": form, "alike": near, "letter": letter,
        "given": form.cleaned_data if letter else {},
    }  # fmt: skip
    return render(request, "desk/suggestion.html", context, status=400 if form.errors else 200)


@staff_page("read")
def unnamed(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that the name of a sender has left the catalogue."""
    _refuse_others(request)
    found = Suggestion.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("no such suggestion")
    answering.note_unnamed(found, by=request.user)
    return redirect("desk:suggestion", pk)


@staff_page("read")
def mailboxes(request: StaffRequest) -> HttpResponse:
    """Show and change the addresses that letters of who wants to take part go to."""
    _refuse_others(request)
    form = MailboxForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        answering.keep_mailbox(given["organisation"], email=given["email"], by=request.user)
        messages.success(request, gettext("Saved. It holds from now on."))
        return redirect("desk:mailboxes")
    names = dict(Organisation.objects.values_list("key", "name"))
    rows = [(names.get(one.organisation, one.organisation), one.email) for one in Mailbox.objects.order_by("organisation")]  # fmt: skip
    context = {"section": "suggestions", "form": form, "rows": rows}
    return render(request, "desk/mailboxes.html", context, status=400 if form.errors else 200)


def _give(request: StaffRequest, found: Suggestion, given: dict[str, Any]) -> HttpResponse:
    told: dict[str, Any] = {"by": request.user, "words": given["words"], "site": _site(request)}
    try:
        if given["answer"] == "accepted":
            made = answering.accept(found, **told)
            messages.success(request, gettext("Taken up, and the sender is told. This draft goes the usual way: complete it and ask for review."))  # fmt: skip
            return redirect("desk:record", "initiative", made.key)
        if given["answer"] == "merged":
            answering.merge(found, into=Initiative.objects.get(key=given["idea"]), **told)
        else:
            answering.decline(found, **told)
    except answering.RefusedAnswer as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Answered. The letter is on its way."))
    return redirect("desk:suggestion", found.pk)


def _letter(request: StaffRequest, found: Suggestion, given: dict[str, Any]) -> tuple[str, str]:
    """Return the letter as it would go out; an idea that is yet to be made has the address of the title."""
    into = (
        Initiative.objects.filter(key=given["idea"]).first()
        if given["answer"] == "merged"
        else None
    )
    if given["answer"] == "accepted":
        into = answering.draft_of(found)
    context = answer_context(found, words=given["words"], initiative=into, site=_site(request))
    return preview(given["answer"], found, context)


def _site(request: StaffRequest) -> str:
    return whole_address(request, "/").removesuffix("/")


def _refuse_others(request: StaffRequest) -> None:
    """Raise Http404 for who does not answer for the whole region, as if there were nothing."""
    if not request.user.answers_for_region:
        raise Http404("not for this role")
