"""Who is told by mail of a step, in their own language; written with the step or not at all."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prospect.jobs.models import Job
from prospect.mail.actions import write_letter
from prospect.partners.models import Person
from prospect.records.models import Dossier, Record, Revision
from prospect.records.transitions import Transition
from prospect.registers.roles import ROLES


def tell(step: Transition, dossier: Dossier, record: Record, *, by: Person, reason: str) -> None:
    """Write the letters of one step: to reviewers when one is asked for, to the author of the answer."""
    if step.code == "ask_review":
        for person in reviewers(record.partner_pk):
            if person.email != by.email:
                _write("review_asked", person, dossier, by)
    elif step.code in ("send_back", "approve"):
        wrote = dossier.revisions.filter(content__isnull=False).exclude(by="")
        author = wrote.order_by("-number").values_list("by", flat=True).first()
        writer = Person.objects.filter(email=author, is_active=True).first()
        if writer and writer.email != by.email:
            name = "sent_back" if step.code == "send_back" else "approved"
            _write(name, writer, dossier, by, reason=reason)


def tell_of_many(step: Transition, dossiers: Sequence[Dossier], *, by: Person) -> None:
    """Write one letter a person about a step taken with several records; about one, the usual letter."""
    told: dict[Person, list[Dossier]] = {}
    for person, some in _concerned(step, dossiers):
        if person.email != by.email:
            told.setdefault(person, []).extend(some)
    for person, some in told.items():
        name = "review_asked" if step.code == "ask_review" else "approved"
        if len(some) == 1:
            _write(name, person, some[0], by)
            continue
        state = "in_review" if step.code == "ask_review" else "published"
        listed = reverse("desk:records", args=[some[0].kind])
        address = f"{settings.SITE_URL}{listed}?state={state}&sort=-changed"
        context = {"number": len(some), "who": str(by), "address": address}
        write_letter(f"{name}_many", to=person.email, language=person.language, context=context)


def _concerned(
    step: Transition, dossiers: Sequence[Dossier]
) -> Iterator[tuple[Person, list[Dossier]]]:
    """Yield whom a step concerns: reviewers of each partner, or who wrote what was approved."""
    groups: dict[Any, list[Dossier]] = {}
    if step.code == "ask_review":
        for dossier in dossiers:
            groups.setdefault(dossier.partner, []).append(dossier)
        for partner, some in groups.items():
            yield from ((person, some) for person in reviewers(partner))
        return
    wrote = Revision.objects.filter(dossier__in=dossiers, content__isnull=False).exclude(by="")
    last = dict(wrote.order_by("number").values_list("dossier", "by"))
    for dossier in dossiers:
        groups.setdefault(last.get(dossier.pk, ""), []).append(dossier)
    for person in Person.objects.filter(email__in=list(groups), is_active=True):
        yield person, groups[person.email]


def reviewers(partner: int | None) -> list[Person]:
    """Return who may review for a partner, by a role there; for the whole region who has one in it."""
    may_review = [role.code for role in ROLES.values() if role.allows("review")]
    held = Person.objects.filter(
        is_active=True, memberships__partner=partner, memberships__role__in=may_review
    )
    return list(held.distinct())


def address_of(dossier: Dossier) -> str:
    """Return the whole address of a record's page at the desk."""
    return settings.SITE_URL + reverse("desk:record", args=[dossier.kind, dossier.key])


def _write(name: str, to: Person, dossier: Dossier, by: Person, **more: str) -> None:
    with override(to.language):
        what = str(dossier.name)
    context = {"what": what, "who": str(by), "address": address_of(dossier), **more}
    write_letter(name, to=to.email, language=to.language, context=context)


def tell_of_failure(job: Job, reasons: list[str]) -> None:
    """Tell the regional administrators, and who asked for it, that a job has failed for good."""
    asked = job.asked_by.split(", ")
    wanted = Person.objects.filter(is_active=True)
    to = wanted.filter(email__in=asked) | wanted.filter(memberships__role="regional_admin")
    for person in to.distinct():
        address = settings.SITE_URL + reverse("desk:publishing")
        context = {"reason": " ".join(reasons), "address": address}
        write_letter("release_failed", to=person.email, language=person.language, context=context)
