"""Who is told by mail of a step, in their own language; written with the step or not at all."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from prospect.jobs.models import Job
from prospect.mail.actions import write_letter
from prospect.partners.models import Person
from prospect.records.models import Dossier, Record
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
