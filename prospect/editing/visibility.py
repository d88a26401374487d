"""Why is this not visible? The answer for every record, in words, each with what to do."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from prospect.editing.rules import authors
from prospect.languages.numbers import day as say_day
from prospect.languages.numbers import moment
from prospect.partners.models import terms_of
from prospect.records.models import Dossier, State, published


def reasons(record: Any, dossier: Dossier | None) -> list[str]:
    """Return why the public does not read a record, or not its newest words; nothing when it does."""
    found = [*_own_state(record, dossier), *_whole(record), *_overdue(record)]
    if not found and not _is_released(record):
        found.append(
            _(
                "It waits for the next release. That is a matter of seconds; if it lasts, look at Publishing."
            )
        )
    return found


def pending(record: Any, dossier: Dossier | None) -> str:
    """Return what is written and not public yet, of a record the public reads; else nothing."""
    if dossier is None or not record.is_public or dossier.state == State.PUBLISHED:
        return ""
    if dossier.publish_at:
        return _("The newest draft is approved and becomes public on {day}.").format(
            day=moment(dossier.publish_at)
        )
    if dossier.state == State.IN_REVIEW:
        return _("The public reads what was published last. A newer draft waits for review.")
    return _("The public reads what was published last. A newer draft has not been sent to review.")


def _own_state(record: Any, dossier: Dossier | None) -> list[str]:
    if record.is_public:
        return []
    state = dossier.state if dossier else record.state
    if state == State.ARCHIVED:
        return [_("It is archived. Bring it back and have it approved.")]
    if state == State.IN_REVIEW and dossier and dossier.publish_at:
        day = moment(dossier.publish_at)
        return [_("It is approved and becomes public on {day}.").format(day=day)]
    if state == State.IN_REVIEW:
        return [_("It waits for review.") + " " + _who_may_approve(record, dossier)]
    return [_("It is a draft. Ask for review.")]


def _who_may_approve(record: Any, dossier: Dossier | None) -> str:
    wrote = ", ".join(sorted(authors(dossier))) if dossier else ""
    if wrote and terms_of(record.partner_pk).two_pairs_of_eyes:
        return _("Any reviewer may approve it but those who wrote it: {names}.").format(names=wrote)
    return _("Any reviewer may approve it.")


def _whole(record: Any) -> list[str]:
    """Return what stands in the way because of what the record is a part of."""
    area = getattr(record, "area", None)
    if area is not None and not area.is_public and record._meta.model_name != "opportunity":
        return [_("It belongs to {area}, which is not public.").format(area=area.name)]
    return []


def _overdue(record: Any) -> list[str]:
    by = getattr(record, "review_by", None)
    if by is None or not record.is_public:
        return []
    if not terms_of(record.partner_pk).keeps(by, timezone.localdate()):
        return [
            _("It was to be confirmed by {day}. Confirm that it is still true.").format(
                day=say_day(by)
            )
        ]
    return []


def _is_released(record: Any) -> bool:
    from django.db import DatabaseError

    try:
        return published(type(record)).filter(key=record.key).exists()
    except DatabaseError:  # there is no release yet
        return False
