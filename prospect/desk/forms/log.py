"""The form that narrows the log of decisions."""

from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prospect.registers.deeds import DEEDS


class LogFilter(forms.Form):
    """What of the log is asked for; what is not understood narrows nothing, and is said."""

    subject = forms.CharField(label=_("Record or person"), required=False, max_length=200)
    by = forms.CharField(label=_("Who"), required=False, max_length=150)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deeds = sorted(((line.code, str(line.label)) for line in DEEDS.values()), key=itemgetter(1))
        self.fields["verb"].choices = [("", _("anything")), *deeds]  # type: ignore[attr-defined]

    def narrow(self, events: Any) -> Any:
        """Return the events that fit."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if asked.get("subject"):
            events = events.filter(subject__icontains=asked["subject"])
        if asked.get("by"):
            events = events.filter(by__icontains=asked["by"])
        if asked.get("verb"):
            events = events.filter(verb=asked["verb"])
        if asked.get("since"):
            events = events.filter(happened_at__date__gte=asked["since"])
        if asked.get("until"):
            events = events.filter(happened_at__date__lte=asked["until"])
        return events
