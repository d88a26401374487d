"""One form of a visitor on its way: shown, come back, judged, kept; what was typed is never lost."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.intake.forms import VisitorForm
from prospect.intake.guards import HOUR, TooMany, away, comes_from_here, count_sent
from prospect.intake.stamps import FIELD, Stamp, new_stamp, read_stamp
from prospect.mail.actions import is_set_up
from prospect.records.faults import is_outage
from prospect.suggestions.actions import MailboxFull, OtherWords
from prospect.suggestions.models import ANSWER_DAYS, CONFIRM_DAYS, KEPT_MONTHS


class Received:
    """A request for a form, or with one."""

    def __init__(self, request: HttpRequest, form: type[VisitorForm]) -> None:
        self.request, self.is_sent = request, request.method == "POST"
        self.form = form(request.POST) if self.is_sent else form()
        self.stamp: Stamp = read_stamp(request.POST.get(FIELD, "")) if self.is_sent else new_stamp()
        self.status, self.told = 200, ""

    @cached_property
    def is_good(self) -> bool:
        """Whether it came back whole, from one of our pages, and filled in by somebody."""
        if not self.is_sent:
            return False
        whole = self.form.is_valid()
        told = _FAULTS[self.stamp.fault]() if self.stamp.fault else ""
        if not comes_from_here(self.request):
            told = gettext("This form was sent from another site. Look through it and send it from here.")  # fmt: skip
        self.told = told
        self.status = 200 if whole and not told else 400
        return whole and not told

    def keep(self, decide: Callable[[str], Any], then: str) -> HttpResponse | None:
        """Keep it by a decision, which gets the key of the form; None where it is to be shown again."""
        try:
            count_sent(self.request)
            decide(self.stamp.once)
        except TooMany:
            self._say(429, gettext("Many forms came from your network in the last hour. Nothing is lost: leave this page open and send it again later."))  # fmt: skip
        except MailboxFull:
            self._say(429, gettext("No more letters go to this address today. Nothing is lost: leave this page open and send it again tomorrow."))  # fmt: skip
        except OtherWords:
            self.stamp = new_stamp()
            self._say(409, gettext("You have sent this form already, with other words. Send it again if these are to be a second one."))  # fmt: skip
        except (DatabaseError, InterfaceError) as fault:
            if not is_outage(fault):
                raise
            self._say(503, gettext("It cannot be kept right now. Nothing is lost: leave this page open and send it again in a few minutes."))  # fmt: skip
        else:
            answer = redirect(then)
            answer.status_code = 303
            return answer
        return None

    def page(self, template: str, **context: Any) -> HttpResponse:
        """Return the page with the form as it is now."""
        told = {
            "section": "ideas", "form": self.form, "stamp": self.stamp.renewed().signed,
            "told": self.told, "answer_days": ANSWER_DAYS, "confirm_days": CONFIRM_DAYS,
            "kept_months": KEPT_MONTHS, "contact_url": settings.CONTACT_URL,
            "can_write": is_set_up(),
        }  # fmt: skip
        response = render(self.request, template, told | context, status=self.status)
        if self.status == 429:
            response.headers["Retry-After"] = str(HOUR)
        return away(response) if self.status == 503 else response

    def _say(self, status: int, words: str) -> None:
        self.status, self.told = status, words


_FAULTS: dict[str, Callable[[], str]] = {
    "young": lambda: gettext("That was very quick. Look through it once more, then send it."),
    "old": lambda: gettext("The form was open for more than a day. All is still here: send it again."),
    "forged": lambda: gettext("The form came back incomplete. All is still here: send it again."),
}  # fmt: skip
