"""What is done every morning: reminders, facts that fade or leave, counts, and what lies about."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from prospect.audit.footfall import fold_views
from prospect.editing.actions import RELEASE
from prospect.editing.due import dated_models
from prospect.editing.reminders import forget_old, remind
from prospect.jobs.actions import ask_for
from prospect.jobs.models import Job
from prospect.mail.sweeping import sweep_letters
from prospect.media.sweeping import sweep
from prospect.releases.store import NoRelease, current_release
from prospect.suggestions.sweeping import sweep_senders
from prospect.tables.sweeping import sweep_uploads

BY = "calendar"


def daily_job(job: Job, say: Callable[[str], None]) -> str:
    """Do what a morning asks for; what was done already is not done again."""
    say("views")
    fold_views()
    say("reminders")
    letters = remind()
    forget_old()
    say("facts")
    if is_release_outdated():
        ask_for(RELEASE, by=BY)
    say("leftovers")
    sweep()
    sweep_uploads()
    sweep_senders(by=BY)
    sweep_letters()
    return f"{letters} reminders"


def is_release_outdated() -> bool:
    """Return whether a fact began to fade, or has to leave, since the current release was made."""
    try:
        made = timezone.localdate(current_release().created)
    except NoRelease:
        return False
    today = timezone.localdate()
    return any(_crossed(model, made, today) for model in dated_models())


def _crossed(model: Any, made: Any, today: Any) -> bool:
    then, now = model.objects.public(on=made), model.objects.public(on=today)
    faded = now.filter(Q(review_by__gte=made) & Q(review_by__lt=today))
    return bool(faded.exists() or then.exclude(pk__in=now.values("pk")).exists())
