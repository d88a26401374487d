"""The page of one record: its form, where it stands, and the steps that lead on."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.creation import blank_record, give_key
from prospect.desk.kinds import Kind, kind_named, record_for
from prospect.desk.outline import map_base
from prospect.desk.outlined_form import posted, prepare_outline
from prospect.desk.posted import LOCK, based_on
from prospect.desk.standing import standing_of
from prospect.editing.actions import (
    StaleEdit,
    content_at,
    create_record,
    forget_unsaved,
    keep_unsaved,
    save_draft,
)  # fmt: skip
from prospect.editing.history import differences
from prospect.editing.rules import RefusedStep
from prospect.geometry.form import REPAIR
from prospect.records.content import content_of, merged, written
from prospect.records.models import Dossier, Unsaved
from prospect.records.permissions import may


@dataclass(frozen=True)
class Open:
    """A record somebody has open: its row, its dossier, and the newest of what was written."""

    kind: Kind
    row: Any
    dossier: Dossier | None
    draft: Any

    @property
    def number(self) -> int:
        return self.dossier.number if self.dossier else 0


def open_record(request: StaffRequest, kind: str, key: str, verb: str = "read") -> Open:
    """Return a record with its newest draft; Http404 when it is not theirs."""
    found = kind_named(kind)
    row = record_for(request.user, found, key, verb)
    dossier = Dossier.objects.of(row).first()
    draft = written(row, content_at(dossier)) if dossier else written(row, {})
    return Open(found, row, dossier, draft)


@staff_page("read")
def record(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Show a record and save what was written; nothing typed is ever lost on the way."""
    held = open_record(request, kind, key)
    if request.method == "GET":
        form = _form(request, held, _typed(request, held))
        return _page(request, held, form)
    if not may(request.user, "edit", held.row):
        raise Http404("not theirs to edit")
    form = _form(request, held, posted(request))
    if REPAIR in request.POST or not form.is_valid():
        return _page(request, held, form, status=200 if REPAIR in request.POST else 400)
    number = based_on(request)
    try:
        save_draft(held.row, form.content(), by=request.user, based_on=number)
    except StaleEdit:
        return _clash(request, held, form, number)
    except RefusedStep as refusal:
        form.add_error(None, str(refusal))
        return _page(request, held, form, status=409)
    messages.success(request, gettext("Saved as a draft."))
    return redirect("desk:record", kind, key)


@staff_page("edit")
def new_record(request: StaffRequest, kind: str) -> HttpResponse:
    """Make a new record: a draft that only staff see until it is approved."""
    found = kind_named(kind)
    blank = blank_record(request, found)
    if blank is None:
        return render(
            request,
            "desk/choose_partner.html",
            {"kind": found, "section": kind, "partners": _partners(request)},
        )
    data = posted(request) if request.method == "POST" else None
    form = found.form(data, request.FILES or None, instance=blank, by=request.user)
    prepare_outline(request, form)
    if request.method == "POST" and REPAIR not in request.POST and form.is_valid():
        with transaction.atomic():
            made = give_key(form.instance)
            create_record(made, by=request.user)
        messages.success(request, gettext("Kept as a draft that only staff see."))
        return redirect("desk:record", kind, made.key)
    context = {"kind": found, "section": kind, "form": form, "record": blank}
    return render(request, "desk/new_record.html", context, status=400 if form.errors else 200)


@staff_page("edit")
def autosave(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Keep what a person has typed so far, or throw it away when asked to."""
    held = open_record(request, kind, key, "edit")
    if "forget" in request.POST:
        forget_unsaved(kind, key, by=request.user)
        return redirect("desk:record", kind, key)
    fields = {name: values for name, values in request.POST.lists() if name in _names(held)}
    keep_unsaved(kind, key, by=request.user, based_on=based_on(request), fields=fields)
    return JsonResponse({"kept": True})


def _names(held: Open) -> set[str]:
    """Return the names a form of this kind posts, those of languages included."""
    from django.conf import settings

    names = set(held.kind.form.base_fields)
    return names | {f"{name}_{code}" for name in names for code, _label in settings.LANGUAGES}


def _form(request: StaffRequest, held: Open, data: QueryDict | None) -> Any:
    form = held.kind.form(
        data, request.FILES or None, instance=written(held.draft, {}), by=request.user
    )
    if not may(request.user, "edit", held.row):
        for field in form.fields.values():
            field.disabled = True
    prepare_outline(request, form)
    return form


def _typed(request: StaffRequest, held: Open) -> QueryDict | None:
    """Return what the person typed and has not saved, when they ask to take it up again."""
    if "unsaved" not in request.GET:
        return None
    kept = Unsaved.objects.filter(
        by=request.user.email, kind=held.kind.code, key=held.row.key
    ).first()
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        data.setlist(name, values)
    data[LOCK] = str(kept.based_on)
    return data


def _clash(request: StaffRequest, held: Open, form: Any, number: int) -> HttpResponse:
    """Show both versions side by side; the form holds both, and one's own words where they differ."""
    now = open_record(request, held.kind.code, held.row.key)
    dossier = now.dossier
    base = content_at(dossier, number or 1) if dossier else content_of(held.row)
    both, clashes = merged(base, content_at(dossier) if dossier else {}, form.content())
    mine = now.kind.form(instance=written(now.draft, both), by=request.user)
    prepare_outline(request, mine)
    theirs = content_at(dossier) if dossier else {}
    context = {
        "clash": list(differences(now.kind.model, theirs, form.content())), "clashes": clashes,
        "outline_map": map_base(),
    }  # fmt: skip
    return _page(request, now, mine, status=409, **context)


def _page(
    request: StaffRequest, held: Open, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    number = (form.data.get(LOCK) if form.is_bound else None) or held.number
    context = {
        "section": held.kind.code, "labels": held.kind.labels, "kind": held.kind, "form": form, "based_on": number,
        "record": held.draft, "standing": standing_of(request.user, held.kind, held.row, held.dossier),
        "unsaved": Unsaved.objects.filter(by=request.user.email, kind=held.kind.code, key=held.row.key).first(),
        **more,
    }  # fmt: skip
    return render(request, "desk/record.html", context, status=status)


def _partners(request: StaffRequest) -> Any:
    from prospect.partners.models import Partner

    return Partner.objects.open_to(request.user, "edit").order_by("key")
