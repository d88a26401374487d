"""Publishing: what the queue is at, the releases kept, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from prospect.desk.access import StaffRequest, staff_page
from prospect.editing.actions import RELEASE
from prospect.jobs.actions import ask_for, worker_is_silent
from prospect.jobs.models import Job, JobState
from prospect.records.models import Dossier
from prospect.records.scope import EVERYWHERE
from prospect.releases.actions import RefusedRelease, activate_release
from prospect.releases.store import NoRelease, all_releases, current_id

SHOWN = 10


@staff_page("read")
def publishing(request: StaffRequest) -> HttpResponse:
    """Show what is being published, what was, and what waits for its day."""
    context = {
        "section": "publishing",
        "jobs": Job.objects.filter(kind=RELEASE)[:SHOWN],
        "silent": worker_is_silent(),
        "releases": _releases(),
        "waiting": Dossier.objects.open_to(request.user, "read").exclude(publish_at=None).order_by("publish_at"),
        "may_roll_back": request.user.scope("review") == EVERYWHERE,
    }  # fmt: skip
    return render(request, "desk/publishing.html", context)


@staff_page("read")
def progress(request: StaffRequest) -> HttpResponse:
    """Tell what the queue is at, for a page that waits."""
    job = Job.objects.filter(kind=RELEASE).first()
    try:
        release = current_id()
    except NoRelease:
        release = ""
    return JsonResponse({
        "state": job.state if job else "", "words": words_of(job) if job else "",
        "release": release, "silent": worker_is_silent(),
    })  # fmt: skip


@staff_page("review")
def build_again(request: StaffRequest) -> HttpResponse:
    """Ask for a release of what is published, such as after one that failed."""
    ask_for(RELEASE, by=request.user.email)
    messages.success(request, gettext("A release is being built."))
    return redirect("desk:publishing")


@staff_page("review")
def activate(request: StaffRequest, release: str) -> HttpResponse:
    """Make a kept release the current one: the way back, for regional administrators."""
    if request.user.scope("review") != EVERYWHERE:
        return render(
            request, "desk/no_role.html", {"verb": gettext("go back to a release")}, status=403
        )
    try:
        chosen = activate_release(release, by=request.user.email, allow_removal=True)
    except NoRelease:
        messages.error(request, gettext("That release is not kept any more."))
    except RefusedRelease as refusal:
        messages.error(
            request,
            gettext("It cannot be made current: {why}").format(why=" ".join(refusal.faults)),
        )
    else:
        words = gettext(
            "Release {id} is current. The next approval builds a new one from what is published."
        )
        messages.success(request, words.format(id=chosen.id))
    return redirect("desk:publishing")


def words_of(job: Job) -> str:
    """Return in plain words what a job is at."""
    steps = {
        "records": gettext("collecting the records"),
        "catalogue": gettext("writing the catalogue"),
        "columns": gettext("preparing search"),
        "tiles": gettext("drawing the map"),
        "verify": gettext("checking the release"),
    }
    if job.state == JobState.WAITING:
        if job.reasons:
            return gettext("It failed and is tried again soon: {why}").format(
                why=" ".join(job.reasons)
            )
        return gettext("Waiting to start.")
    if job.state == JobState.RUNNING:
        return gettext("Building: {step}.").format(step=steps.get(job.step, gettext("starting")))
    if job.state == JobState.PARKED:
        return gettext("It failed. The release before stays public. {why}").format(
            why=" ".join(job.reasons)
        )
    return gettext("Done: the public reads release {id}.").format(id=job.result)


def _releases() -> list[dict[str, Any]]:
    try:
        now = current_id()
    except NoRelease:
        now = ""
    return [
        {"id": one.id, "created": one.created, "current": one.id == now} for one in all_releases()
    ]
