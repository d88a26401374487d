"""Facts that stay true: confirmed from a letter without a login, or all of an area at once."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override
from django.views.decorators.debug import sensitive_post_parameters

from prospect.catalogue.models import Figure
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms.confirmer import ConfirmerForm
from prospect.desk.kinds import kind_named, record_for
from prospect.editing.actions import confirm
from prospect.editing.confirmations import answer_no, answer_yes, question_of
from prospect.editing.confirmers import name_confirmer
from prospect.editing.due import due_by, partner_name, title_of, value_of


@sensitive_post_parameters()
def confirm_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether one fact still holds; only a POST answers, as mail scanners open addresses too."""
    question = question_of(token)
    if question is None:
        return render(request, "desk/letter_void.html", status=410)
    if request.method == "POST":
        no = request.POST.get("answer") == "no"
        words = request.POST.get("words", "")
        done = answer_no(token, words=words) if no else answer_yes(token)
        if done:
            return redirect("desk:confirm_by_letter", token)
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    language = (get_language() if chosen else None) or question.language
    with override(language):
        record = question.record
        context = {
            "question": question, "record": record, "what": title_of(record),
            "value": value_of(record), "partner": partner_name(record),
        }  # fmt: skip
        status = 409 if request.method == "POST" else 200
        return render(request, "desk/letter_question.html", context, status=status)


@staff_page("edit")
def choose_confirmer(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Name who outside the staff is asked about a fact, or nobody."""
    record = record_for(request.user, kind_named(kind), key, "edit")
    if not hasattr(record, "review_by"):
        raise Http404("nobody is asked about these")
    form = ConfirmerForm(request.POST)
    if form.is_valid():
        name_confirmer(record, **form.cleaned_data, by=request.user.email)
        messages.success(request, gettext("Kept who is asked about it."))
    else:
        messages.error(request, gettext("That is not an e-mail address. Nothing was changed."))
    return redirect("desk:record", kind, key)


@staff_page("edit")
def confirm_facts(request: StaffRequest, key: str) -> HttpResponse:
    """Confirm every overdue fact of an area that a person may edit."""
    area = record_for(request.user, kind_named("area"), key, "edit")
    facts = list(due_by(Figure, timezone.localdate()).editable_by(request.user).filter(area=area))
    if facts:
        confirm(facts, by=request.user.email)
    words = ngettext("{total} fact is confirmed.", "{total} facts are confirmed.", len(facts))
    messages.success(request, words.format(total=len(facts)))
    return redirect("desk:start")
