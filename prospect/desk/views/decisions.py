"""Steps taken with a record, its history, and what is confirmed."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.kinds import kind_named, record_for
from prospect.desk.outline import map_base
from prospect.desk.posted import based_on
from prospect.desk.standing import standing_of
from prospect.desk.views.record import open_record
from prospect.editing.actions import StaleEdit, confirm, content_at, decide, save_draft
from prospect.editing.history import differences, history_of
from prospect.editing.restoring import restorable
from prospect.editing.rules import RefusedStep
from prospect.languages.numbers import listing
from prospect.records.content import content_of
from prospect.records.models import Revision, State


@staff_page("edit")
def take_step(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Take one step of the table with a record, and say what came of it."""
    record = record_for(request.user, kind_named(kind), key)
    try:
        when = _moment(request.POST.get("publish_at", ""))
        decide(
            record, request.POST.get("step", ""), by=request.user, based_on=based_on(request),
            reason=request.POST.get("reason", ""), publish_at=when,
        )  # fmt: skip
    except StaleEdit as stale:
        words = gettext("{who} changed it in between. Look at it again before you decide.")
        messages.error(request, words.format(who=stale.dossier.changed_by))
    except RefusedStep as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _done(request.POST.get("step", ""), when))
    return redirect("desk:record", kind, key)


@staff_page("read")
def history(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Show every revision of a record with what it changed, and what differs from the public."""
    held = open_record(request, kind, key)
    steps = history_of(held.dossier, held.kind.model) if held.dossier else []
    unpublished = (
        list(differences(held.kind.model, content_of(held.row), content_at(held.dossier)))
        if held.dossier and held.row.is_public and held.dossier.state != State.PUBLISHED
        else []
    )
    drawn = any(one.shapes for step in steps for one in step.differences)
    context = {
        "section": kind, "kind": held.kind, "record": held.draft, "steps": steps,
        "outline_map": map_base() if drawn or any(one.shapes for one in unpublished) else None,
        "unpublished": unpublished, "labels": held.kind.labels,
        "standing": standing_of(request.user, held.kind, held.row, held.dossier),
    }  # fmt: skip
    return render(request, "desk/history.html", context)


@staff_page("edit")
def restore(request: StaffRequest, kind: str, key: str, number: int) -> HttpResponse:
    """Make what a revision held the newest draft; nothing in between is lost."""
    held = open_record(request, kind, key, "edit")
    get_object_or_404(Revision, dossier=held.dossier, number=number)
    assert held.dossier is not None
    note = gettext("Revision {number} again").format(number=number)
    content, kept = restorable(held.row, content_at(held.dossier, number))
    try:
        save_draft(
            held.row, content, by=request.user, based_on=based_on(request), note=note, verb="restore",
        )  # fmt: skip
    except (StaleEdit, RefusedStep):
        messages.error(request, gettext("It was changed in between. Look at it again."))
        return redirect("desk:history", kind, key)
    messages.success(request, gettext("Saved as a draft: {note}.").format(note=note))
    if kept:
        words = gettext(
            "Left as it is now, as what stood there is gone or no longer yours: {fields}."
        )
        fields = [str(held.kind.labels.get(name, name)) for name in kept]
        messages.warning(request, words.format(fields=listing(fields)))
    return redirect("desk:record", kind, key)


@staff_page("edit")
def confirm_record(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Note that a record is still true as the public reads it."""
    record = record_for(request.user, kind_named(kind), key, "edit")
    if not record.is_public:
        raise Http404("only what is public can be confirmed")
    confirm([record], by=request.user.email)
    messages.success(request, gettext("Confirmed today. The public reads it within seconds."))
    return redirect(
        (request.POST.get("next") == "start" and "desk:start") or "desk:record",
        *([] if request.POST.get("next") == "start" else [kind, key]),
    )


def _moment(words: str) -> datetime | None:
    """Return a moment as the form gives it, in local time; RefusedStep for what is none."""
    if not words.strip():
        return None
    try:
        found = parse_datetime(words)
    except ValueError:
        found = None
    if found is None:
        raise RefusedStep(gettext("That is not a day and a time. Choose both, or leave it empty."))
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _done(step: str, when: datetime | None) -> str:
    if step == "approve" and when and when > timezone.now():
        return gettext("Approved. It becomes public on the day you chose.")
    told = {
        "ask_review": gettext("Sent to review."),
        "withdraw": gettext("It is a draft again."),
        "send_back": gettext("Sent back. Whoever wrote it is told why."),
        "approve": gettext("Approved. A new release is being built; the public map shows it within seconds."),
        "discard": gettext("The draft is thrown away. You find it in the history."),
        "archive": gettext("Archived. It leaves the public site with the next release."),
        "bring_back": gettext("It is a draft again."),
    }  # fmt: skip
    return str(told.get(step, ""))
