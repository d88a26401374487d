"""The demo: the Øresund region loaded where needed, its staff, and a worker beside the site."""

import argparse
import os
from collections.abc import Callable

from django.conf import settings

from prospect.desk.actions import DEMO_STAFF, make_demo_staff
from prospect.regionpack.read import content_hash

Command = Callable[[argparse.Namespace], int]


def show(
    options: argparse.Namespace, *, load: Command, build: Command, serve: Command,
    say: Callable[[str], None],
) -> int:  # fmt: skip
    """Load the demo region where it is not, and serve it; what staff edited in it stays."""
    pack = settings.CHECKOUT / "regions" / "oresund"
    mark = settings.HOME / "demo-pack"
    if not (mark.exists() and mark.read_text() == content_hash(pack) and settings.CURRENT.exists()):
        say("Loading the demo region ...")
        refused = load(argparse.Namespace(path=pack, over_edits=False))
        if refused and not settings.CURRENT.exists():
            return refused
        if refused:
            say(f"The demo goes on with what was edited. To start anew, remove {settings.HOME}")
        elif build(argparse.Namespace(allow_removal=True)):
            return 1
        mark.write_text(content_hash(pack))
    _open_desk(options.port, say)
    return serve(options)


def _open_desk(port: int, say: Callable[[str], None]) -> None:
    """Make the demo's staff, who log in without a second step, and say how."""
    os.environ["PROSPECT_DEMO"] = "yes"
    password = make_demo_staff(
        password=os.environ.get("PROSPECT_DEMO_PASSWORD", ""), by="command line"
    )
    names = ", ".join(email for email, *_rest in DEMO_STAFF)
    say(f"The desk is at http://127.0.0.1:{port}/desk/  (password {password})\n  {names}")
