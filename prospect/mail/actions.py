"""Writing letters, and sending again what was given up."""

from collections.abc import Mapping
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from prospect.audit.actions import record_event
from prospect.mail.models import Letter
from prospect.mail.wording import one_line, word_letter

NO_ADDRESS = gettext_noop("This is not an e-mail address.")


def is_set_up() -> bool:
    """Return whether there is a server to hand letters to."""
    return bool(settings.MAIL_URL)


def write_letter(
    name: str, *, to: str, language: str, context: Mapping[str, Any], about: str = ""
) -> Letter:
    """Keep a letter to be sent; call it inside the decision's own transaction.

    What is no address never stops the decision: the letter is kept as undelivered, for all to see.
    """
    subject, body = word_letter(name, language=language, context=context)
    address = one_line(to).lower()[:254]
    letter = Letter(
        kind=name,
        about=about,
        to=address,
        language=language,
        subject=subject,
        body=body,
        message_id=make_msgid(domain=own_domain()),
    )
    if not is_address(address):
        letter.state, letter.last_error = Letter.State.UNDELIVERED, NO_ADDRESS
    letter.save()
    return letter


def send_again(letter: Letter, *, by: str) -> bool:
    """Try a letter anew from now; nothing when it is sent or just being sent, told by False."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    unsent = Letter.objects.filter(free, pk=letter.pk).exclude(state=Letter.State.SENT)
    with transaction.atomic():
        changed = unsent.update(
            state=Letter.State.WAITING, last_error="", queued_at=now, next_try_at=now, tries=0
        )
        if changed:
            record_event(by=by, verb="send letter again", subject=f"letter {letter.pk}")
    return bool(changed)


def is_address(words: str) -> bool:
    """Return whether words are exactly one address, with nothing before or after it."""
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True


def own_domain() -> str:
    """Return the domain letters come from; a made-up one while mail is not set up."""
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "prospect.invalid"
