"""People of the partners a person manages: admit them, invite them again, take a role back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from prospect.audit.actions import record_event
from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.forms import Admission
from prospect.desk.letters import whole_address
from prospect.mail.actions import is_set_up, write_letter
from prospect.partners.actions import admit, dismiss
from prospect.partners.invitations import invitation_for
from prospect.partners.models import Membership, Person
from prospect.records.scope import EVERYWHERE
from prospect.registers.roles import ROLES


@staff_page("manage")
def people(request: StaffRequest) -> HttpResponse:
    """List who has a role, and admit somebody new."""
    form = Admission(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = admit(**form.cleaned_data, by=request.user.email)
            if person.has_usable_password() or not _manages_all_of(request.user, person):
                words = gettext("{name} has the role now.").format(name=person)
                messages.success(request, words)
            else:
                _hand_over(request, person)
        return redirect("desk:people")
    rows = [(one, ROLES.label(one.role)) for one in _managed(request.user)]
    context = {"section": "people", "form": form, "rows": rows, "roles": ROLES.values()}
    return render(request, "desk/people.html", context, status=400 if form.errors else 200)


@staff_page("manage")
def dismiss_person(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one role back; never the last of one's own, which would lock oneself out."""
    membership = _membership(request.user, pk)
    if membership.person_id == request.user.pk:
        messages.error(
            request, gettext("You cannot take your own role. Ask another administrator.")
        )
    else:
        dismiss(membership, by=request.user.email)
        words = gettext("{name} no longer has this role.").format(name=membership.person)
        messages.success(request, words)
    return redirect("desk:people")


@staff_page("manage")
def invite_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a new invitation, with which a person chooses a password, also when the old is lost."""
    person = _membership(request.user, pk).person
    if not _manages_all_of(request.user, person):
        words = gettext("{name} has roles elsewhere too. Ask a regional administrator.")
        messages.error(request, words.format(name=person))
    else:
        with transaction.atomic():
            record_event(by=request.user.email, verb="invite again", subject=f"person {person.pk}")
            _hand_over(request, person)
    return redirect("desk:people")


def _manages_all_of(manager: Person, person: Person) -> bool:
    """Return whether no role of a person is out of reach: an invitation opens all of them."""
    return person.memberships.count() == _managed(manager).filter(person=person).count()


def _hand_over(request: StaffRequest, person: Person) -> None:
    """Write the invitation; without mail tell the administrator the address to hand over."""
    path = reverse("desk:welcome", args=[invitation_for(person)])
    address = whole_address(request, path)
    write_letter(
        "invitation",
        to=person.email,
        language=person.language,
        context={"name": person.name, "who": request.user.name, "address": address},
        about=f"person {person.pk}",
    )
    words = gettext("Send {name} this address. It works once, for seven days: {address}")
    if is_set_up():
        words = gettext("{name} gets an invitation by e-mail. It works once, for seven days.")
    messages.success(request, words.format(name=person, address=address))


def _managed(person: Any) -> Any:
    scope = person.scope("manage")
    rows = Membership.objects.select_related("person", "partner").order_by("person__name", "pk")
    return rows if scope == EVERYWHERE else rows.filter(partner__in=scope)


def _membership(person: Any, pk: int) -> Membership:
    """Return a membership a person manages; Http404 for any other, as if there were none."""
    found: Membership | None = _managed(person).filter(pk=pk).first()
    if found is None:
        raise Http404("no such membership")
    return found
