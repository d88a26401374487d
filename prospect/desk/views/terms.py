"""The terms of the partners one manages."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.audit.actions import record_event
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms.terms import TermsForm
from prospect.desk.outline import editor_settings, region_window
from prospect.desk.outlined_form import posted
from prospect.editing.actions import RELEASE
from prospect.geometry.form import REPAIR
from prospect.jobs.actions import ask_for
from prospect.partners.models import Membership, Partner, terms_of


@staff_page("manage")
def partners(request: StaffRequest) -> HttpResponse:
    """List the partners a person manages."""
    mine = Partner.objects.open_to(request.user, "manage").order_by("key")
    if mine.count() == 1:
        return redirect("desk:terms", mine.get().key)
    everywhere = request.user.scope("manage") == "everywhere"
    context = {"section": "partners", "partners": mine, "everywhere": everywhere}
    return render(request, "desk/partners.html", context)


@staff_page("manage")
def terms(request: StaffRequest, key: str) -> HttpResponse:
    """Show and change how a partner works with its facts."""
    partner = Partner.objects.open_to(request.user, "manage").filter(key=key).first()
    if partner is None:
        raise Http404("no such partner")
    asked = request.method == "POST"
    form = TermsForm(posted(request, "border") if asked else None, instance=terms_of(partner.pk))
    border: Any = form.fields["border"]
    border.window = border.widget.window = region_window()
    border.widget.map_settings = editor_settings(by=request.user, partner=partner)
    if asked and REPAIR not in request.POST and form.is_valid():
        _keep(form, partner, by=request.user.email)
        messages.success(request, gettext("Saved. It holds from now on."))
        return redirect("desk:terms", key)
    people = Membership.objects.filter(partner=partner).select_related("person")
    context = {"section": "partners", "partner": partner, "form": form, "people": people}
    return render(request, "desk/terms.html", context, status=400 if form.errors else 200)


def _keep(form: Any, partner: Partner, *, by: str) -> None:
    with transaction.atomic():
        form.save()
        record_event(
            by=by, verb="set terms", subject=f"partner {partner.key}",
            details={"fields": form.changed_data},
        )  # fmt: skip
        if "answer_days" in form.changed_data and partner.is_public:
            ask_for(RELEASE, by=by)
