"""The demo: the Øresund region loaded where needed, its staff, and a worker beside the site."""

import argparse
import os
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from prospect.catalogue.models import Figure, Organisation
from prospect.desk.actions import DEMO_STAFF, make_demo_staff
from prospect.partners.models import Partner
from prospect.records.models import Dossier
from prospect.regionpack.read import content_hash
from prospect.registers.countries import COUNTRIES
from prospect.releases.store import NoRelease, current_release

Command = Callable[[argparse.Namespace], int]
DEMO_PARTNERS = frozenset(partner for *_rest, partner, _language in DEMO_STAFF if partner)
DUE_AT_ONCE = 4  # facts of each partner the demo has staff at
FIRST, APART = 28, 5  # days until the next one is due, and from there to the one after


def show(
    options: argparse.Namespace, *, load: Command, build: Command, serve: Command,
    say: Callable[[str], None],
) -> int:  # fmt: skip
    """Load the demo region where it is not, and serve it; what staff edited in it stays."""
    pack = settings.CHECKOUT / "regions" / "oresund"
    mark = settings.HOME / "demo-pack"
    readable = _has_release()
    if not (mark.exists() and mark.read_text() == content_hash(pack) and readable):
        say("Loading the demo region ...")
        refused = load(argparse.Namespace(path=pack, over_edits=False))
        if refused and not settings.CURRENT.exists():
            return refused
        if refused:
            say(f"The demo goes on with what was edited. To start anew, remove {settings.HOME}")
        else:
            set_days()
        if not (refused and readable) and build(argparse.Namespace(allow_removal=True)):
            return 1
        mark.write_text(content_hash(pack))
    set_days()
    _open_desk(options.port, say)
    return serve(options)


def _has_release() -> bool:
    """Return whether there is a release that this version can read."""
    try:
        current_release()
    except NoRelease:
        return False
    return True


def set_days(today: date | None = None) -> None:
    """Give the demo's figures an office that keeps them and a day of review, counted from today.

    A pack holds no such days: one that is fixed would let the demo fade, then empty it. What was
    confirmed or edited keeps its own. A few are due at once, so that there is something to confirm.
    """
    day = today or timezone.localdate()
    edited = Dossier.objects.filter(kind="figure").values("record")
    rows = Figure.objects.filter(confirmed_on=None).exclude(area=None).exclude(pk__in=edited)
    facts = list(rows.select_related("area__partner").order_by("pk"))
    offices, seen = _offices(), Counter[str]()
    for fact in facts:
        partner = fact.area.partner.key if fact.area else ""
        at_once = DUE_AT_ONCE if partner in DEMO_PARTNERS else 0
        later = 0 if seen[partner] < at_once else FIRST + (seen[partner] - at_once) * APART
        fact.review_by, fact.owner = day + timedelta(days=later), offices.get(partner, "")
        seen[partner] += 1
    Figure.objects.bulk_update(facts, ["review_by", "owner"])


def _offices() -> dict[str, str]:
    """Return the name of the office that answers for each partner, in the language of its country."""
    names = {one.key: one.name for one in Organisation.objects.only("key", "name")}
    return {
        one.key: str(names[one.office].spoken(COUNTRIES[one.country].language).words)[:100]
        for one in Partner.objects.all()
        if one.office in names
    }


def _open_desk(port: int, say: Callable[[str], None]) -> None:
    """Make the demo's staff, who log in without a second step, and say how."""
    os.environ["PROSPECT_DEMO"] = "yes"
    os.environ.setdefault("PROSPECT_SITE_URL", f"http://127.0.0.1:{port}")  # stands in letters
    password = make_demo_staff(
        password=os.environ.get("PROSPECT_DEMO_PASSWORD", ""), by="command line"
    )
    names = ", ".join(email for email, *_rest in DEMO_STAFF)
    say(f"The desk is at http://127.0.0.1:{port}/desk/  (password {password})\n  {names}")
