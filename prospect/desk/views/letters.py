"""Letters to the people one manages: whether they arrived, and sending them again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.letters import letters_seen_by, may_read
from prospect.mail.actions import is_set_up
from prospect.mail.actions import send_again as send_letter_again
from prospect.mail.models import Letter

MOST = 200  # rows of a page; what is older is seldom asked for


@staff_page("manage")
def letters(request: StaffRequest) -> HttpResponse:
    """List the newest letters, or those in one state."""
    seen = letters_seen_by(request.user)
    state = request.GET.get("state", "")
    chosen = seen.filter(state=state) if state in Letter.State else seen
    context = {
        "section": "letters",
        "rows": chosen.defer("body")[:MOST],
        "most": MOST,
        "state": state,
        "states": Letter.State.choices,
        "undelivered": seen.undelivered().count(),
        "late": seen.late().count(),
        "set_up": is_set_up(),
    }
    return render(request, "desk/letters.html", context)


@staff_page("manage")
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one letter; its words unless they open something."""
    found = _letter(request, pk)
    context = {"section": "letters", "letter": found, "readable": may_read(found)}
    return render(request, "desk/letter.html", context)


@staff_page("manage")
def send_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Try a letter anew."""
    found = _letter(request, pk)
    if send_letter_again(found, by=request.user.email):
        words = gettext("The letter to {address} is tried again now.").format(address=found.to)
        messages.success(request, words)
    else:
        messages.error(request, gettext("This letter is sent already, or just being sent."))
    return redirect("desk:letters")


def _letter(request: StaffRequest, pk: int) -> Letter:
    """Return a letter a person may see; Http404 for any other, as if there were none."""
    found: Letter | None = letters_seen_by(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404("no such letter")
    return found
