"""The log in the reader's language: who did what to which record, in which fields, with whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, ngettext, pgettext

from prospect.audit.models import Event
from prospect.desk.forms.terms import TermsForm
from prospect.desk.kinds import KINDS
from prospect.editing.due import title_of
from prospect.languages.numbers import day, listing, moment, number
from prospect.mail.models import Letter
from prospect.partners.models import Partner, Person
from prospect.registers.deeds import DEEDS, DOERS
from prospect.registers.roles import ROLES
from prospect.releases.store import NoRelease, release

Detail = tuple[str, str]  # what it is called, and what it says


@dataclass(frozen=True)
class Told:
    """One event in words; ``address`` opens what it is about, where the reader may."""

    event: Event
    who: str
    done: str
    subject: str
    address: str = ""
    details: list[Detail] = field(default_factory=list)


def tell(events: Iterable[Event], reader: Person) -> list[Told]:
    """Return events in words; a few questions to the database, however many events there are."""
    events = list(events)
    names = dict(
        Person.objects.filter(email__in={event.by for event in events}).values_list("email", "name")
    )
    subjects = _subjects({event.subject for event in events}, reader)
    partners = {one.key: str(one.short_name) for one in Partner.objects.only("key", "short_name")}
    told = []
    for event in events:
        who = str(DOERS.label(event.by)) if event.by in DOERS else names.get(event.by) or event.by
        name, address = subjects.get(event.subject, (event.subject, ""))
        details = _details(event, partners)
        told.append(Told(event, who, str(DEEDS.label(event.verb)), name, address, details))
    return told


def _subjects(subjects: set[str], reader: Person) -> dict[str, tuple[str, str]]:
    """Return what each subject is called, and its address where the reader may open it."""
    asked: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        kind, _space, key = subject.partition(" ")
        asked[kind].add(key)
    found: dict[str, tuple[str, str]] = {}
    for code in asked.keys() & set(KINDS):
        found |= _records(code, asked[code], reader)
    for pk, name in Person.objects.filter(pk__in=_numbers(asked["person"])).values_list(
        "pk", "name"
    ):
        found[f"person {pk}"] = (name, reverse("desk:people"))
    for letter in Letter.objects.filter(pk__in=_numbers(asked["letter"])).only("pk", "subject"):
        words = gettext("Letter: {subject}").format(subject=letter.subject)
        found[f"letter {letter.pk}"] = (words, reverse("desk:letter", args=[letter.pk]))
    for subject in subjects - found.keys():
        found[subject] = _other(subject)
    return found


def _records(code: str, keys: set[str], reader: Person) -> dict[str, tuple[str, str]]:
    kind, open_to = KINDS[code], set()
    rows = kind.model.objects.filter(key__in=keys)
    if kind.within:
        rows = rows.select_related(kind.within)
    open_to = set(
        kind.model.objects.open_to(reader, "read")
        .filter(key__in=keys)
        .values_list("key", flat=True)
    )
    found = {f"{code} {key}": (f"{kind.label}: {key}", "") for key in keys if key}
    for row in rows:
        name = (
            title_of(row)
            if code in ("figure", "milestone")
            else str(getattr(row, "short_name", "") or getattr(row, "name", "") or row.key)
        )
        address = reverse("desk:record", args=[code, row.key]) if row.key in open_to else ""
        found[f"{code} {row.key}"] = (f"{kind.label}: {name}", address)
    return found


def _other(subject: str) -> tuple[str, str]:
    """Return the words of what is neither a record, a person nor a letter."""
    if subject in KINDS:
        return gettext("Table: {kind}").format(kind=KINDS[subject].plural), ""
    if subject in OTHERS:
        return OTHERS[subject](), ""
    kind, _space, key = subject.partition(" ")
    if kind == "person":
        return gettext("a person who is gone"), ""
    if kind == "suggestion" and key.isdigit():
        words = gettext("Suggestion {number}").format(number=key)
        return words, reverse("desk:suggestion", args=[int(key)])
    if kind == "participation":
        return gettext("somebody who wants to take part"), ""
    if kind == "letter" and key.isdigit():
        return gettext("a letter that was thrown away"), ""
    try:
        made = release(subject).created
    except NoRelease:
        return subject, ""
    return gettext("Release of {moment}").format(moment=moment(made)), reverse("desk:publishing")


def _details(event: Event, partners: dict[str, str]) -> list[Detail]:
    kind = event.subject.partition(" ")[0]
    found: list[Detail] = []
    for name, value in event.details.items():
        if value in (None, "", [], {}) or name == "sha256":
            continue
        label = LABELS[name]() if name in LABELS else name
        found.append((label, _value(name, value, kind, event.verb, partners)))
    return found


def _value(name: str, value: Any, kind: str, verb: str, partners: dict[str, str]) -> str:
    if name == "fields" and isinstance(value, list):
        return listing(list(dict.fromkeys(field_name(kind, str(one), verb) for one in value)))
    if name == "role":
        return str(ROLES.label(value))
    if name == "partner":
        return partners.get(value, str(value))
    if name == "on":
        return day(date.fromisoformat(value))
    if name == "publish_at" and (when := parse_datetime(value)):
        return moment(timezone.localtime(when))
    if name in ("keys", "rows"):
        total = len(value) if isinstance(value, list) else sum(value.values())
        return ngettext("{total} record", "{total} records", total).format(total=number(total))
    return number(value) if isinstance(value, int) else str(value)


def field_name(kind: str, name: str, verb: str = "save") -> str:
    """Return what a field is called on its form; a field that no form has, by its own name."""
    bare = name.removesuffix("_id")
    if verb == "set terms" and bare in TermsForm.base_fields:
        return str(TermsForm.base_fields[bare].label)
    labels = KINDS[kind].labels if kind in KINDS else {}
    return str(labels.get(bare, bare))


def _numbers(words: set[str]) -> list[int]:
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 18]


OTHERS = {
    "a network": lambda: gettext("a network"),
    "suggestions": lambda: gettext("what visitors have sent"),
}
LABELS = {
    "removed": lambda: pgettext("log", "Removed"),
    "forgotten": lambda: pgettext("log", "Forgotten"),
    "initiative": lambda: gettext("Initiative"),
    "fields": lambda: pgettext("log", "Fields"),
    "reason": lambda: pgettext("log", "Why"),
    "words": lambda: pgettext("log", "In words"),
    "role": lambda: pgettext("log", "Role"),
    "partner": lambda: gettext("Partner"),
    "on": lambda: pgettext("log", "Day"),
    "publish_at": lambda: gettext("Public from"),
    "file": lambda: pgettext("log", "File"),
    "keys": lambda: pgettext("log", "Taken over"),
    "rows": lambda: pgettext("log", "Loaded"),
    "failures": lambda: pgettext("log", "Failures"),
    "seconds": lambda: pgettext("log", "Seconds of waiting"),
}
