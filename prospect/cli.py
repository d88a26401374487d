"""The ``prospect`` command: load and export a region, build and switch releases, serve, check."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

from prospect.environment import explain_environment, port_number
from prospect.move_command import add_move_command
from prospect.sender_command import add_sender_command

BY = "command line"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 after telling what is wrong and what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prospect.settings")
    if faults := explain_environment():
        return _complain(*faults)
    options = _parser().parse_args(arguments)
    django.setup()
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("prospect", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    load = commands.add_parser("load", help="load a region pack; a faulty one changes nothing")
    load.add_argument("path", type=Path)
    over = "also replace what staff have edited at the desk; it stays in the history"
    load.add_argument("--over-edits", action="store_true", help=over)
    load.set_defaults(run=_load)
    export = commands.add_parser("export", help="write the region as a pack into a new folder")
    export.add_argument("path", type=Path)
    export.set_defaults(run=_export)
    _add_release_commands(commands)
    basemap = commands.add_parser("basemap", help="add a street-level base map")
    basemap.add_argument("verb", choices=["add", "remove"])
    basemap.add_argument("path", type=Path, nargs="?")
    basemap.set_defaults(run=_basemap)
    invite = commands.add_parser("invite", help="admit a member of staff and print the invitation")
    invite.add_argument("email")
    invite.add_argument("--name", required=True)
    invite.add_argument("--role", required=True, help="such as regional_admin or partner_admin")
    invite.add_argument("--partner", help="key of the partner, such as malmo")
    invite.add_argument("--language", choices=["en", "da", "sv"], default="en")
    invite.set_defaults(run=_invite)
    add_move_command(commands)
    add_sender_command(commands)
    check = commands.add_parser("check", help="explain what is wrong with the set-up")
    check.set_defaults(run=_check)
    serve = commands.add_parser("serve", help="serve the public site")
    _add_address(serve)
    serve.set_defaults(run=_serve)
    worker = commands.add_parser("work", help="publish, send mail and remind, beside the site")
    worker.add_argument("--once", action="store_true", help="do what is due, and end")
    worker.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    worker.set_defaults(run=_work)
    demo = commands.add_parser("demo", help="load the demo region where needed, and serve it")
    _add_address(demo)
    demo.set_defaults(run=_demo)
    return parser


def _add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000")
    command.add_argument("--workers", type=int, default=1)


def _port(words: str) -> int:
    try:
        return port_number(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add_release_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    release = commands.add_parser("release", help="build, list, verify, activate, roll back")
    verbs = release.add_subparsers(required=True, metavar="VERB")
    build = verbs.add_parser("build", help="build from the published records and make it current")
    removal = "even if over 20 %% of a kind go"
    build.add_argument("--allow-removal", action="store_true", help=removal)
    build.set_defaults(run=_build)
    verbs.add_parser("list", help="show the kept releases").set_defaults(run=_list)
    for name, run, what in (
        ("verify", _verify, "say what speaks against making a kept release current"),
        ("activate", _activate, "verify a kept release and make it current"),
    ):
        verb = verbs.add_parser(name, help=what)
        verb.add_argument("id")
        verb.add_argument("--allow-removal", action="store_true", help=removal)
        verb.set_defaults(run=run)
    back = verbs.add_parser("rollback", help="make the newest sound release before this current")
    back.set_defaults(run=_rollback)


def _say(words: str) -> None:
    print(words, flush=True)


def _complain(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


def _migrate() -> None:
    from prospect.upgrading import NoCopy, bring_up_to_date

    try:
        bring_up_to_date()
    except NoCopy as reason:
        raise SystemExit(_complain(str(reason))) from None


def _load(options: argparse.Namespace) -> int:
    from prospect.regionpack.actions import load_pack
    from prospect.regionpack.edits import EditedAtTheDesk
    from prospect.regionpack.faults import FaultyPack

    _migrate()
    try:
        counts = load_pack(options.path, by=BY, over_edits=options.over_edits)
    except EditedAtTheDesk as refusal:
        return _complain(str(refusal))
    except FaultyPack as refusal:
        faults = [str(fault) for fault in refusal.faults]
        number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        return _complain(*faults, f"{number}. Nothing was changed.")
    _say("Loaded " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    return 0


def _export(options: argparse.Namespace) -> int:
    from prospect.regionpack.actions import export_pack

    _migrate()
    try:
        counts = export_pack(options.path)
    except OSError as error:
        return _complain(str(error))
    _say(f"Wrote {sum(counts.values())} rows to {options.path}")
    return 0


def _build(options: argparse.Namespace) -> int:
    from prospect.releases.actions import RefusedRelease, publish_release
    from prospect.releases.tippecanoe import BakingError

    _migrate()
    try:
        built = publish_release(
            by=BY, allow_removal=options.allow_removal, progress=lambda step: _say(f"  {step} ...")
        )
    except RefusedRelease as refusal:
        return _complain(*refusal.faults, "Refused. The release before stays current.")
    except BakingError as error:
        return _complain(f"{error}.", "Nothing was built. The release before stays current.")
    _say(f"Release {built.id} is current.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from prospect.releases.store import NoRelease, all_releases, current_id

    try:
        now = current_id()
    except NoRelease:
        now = ""
    for kept in all_releases():
        try:
            holds = f"{kept.manifest['counts'].get('areas', 0)} areas"
        except (OSError, ValueError, KeyError):
            holds = "its manifest.json is missing or broken"
        _say(f"{'*' if kept.id == now else ' '} {kept.id}  {holds}")
    return 0 if now else _complain("No release yet. Run: prospect release build")


def _verify(options: argparse.Namespace) -> int:
    from prospect.releases.store import NoRelease, release
    from prospect.releases.verify import find_faults

    try:
        faults = find_faults(release(options.id), allow_removal=options.allow_removal)
    except NoRelease as error:
        return _complain(str(error))
    if faults:
        return _complain(*faults)
    _say("Nothing speaks against it.")
    return 0


def _activate(options: argparse.Namespace) -> int:
    from prospect.releases.actions import RefusedRelease, activate_release
    from prospect.releases.store import NoRelease

    try:
        chosen = activate_release(options.id, by=BY, allow_removal=options.allow_removal)
    except NoRelease as error:
        return _complain(str(error))
    except RefusedRelease as refusal:
        return _complain(*refusal.faults, "Refused. The release before stays current.")
    _say(f"Release {chosen.id} is current.")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from prospect.releases.actions import roll_back
    from prospect.releases.store import NoRelease

    try:
        chosen = roll_back(by=BY, progress=_say)
    except NoRelease as error:
        return _complain(str(error))
    _say(f"Back to release {chosen.id}.")
    return 0


def _basemap(options: argparse.Namespace) -> int:
    from prospect.releases.street import UnusableBasemap, add_street_map, remove_street_map

    try:
        if options.verb == "remove":
            remove_street_map()
            _say("Removed. Build a release to publish the change: prospect release build")
            return 0
        if options.path is None:
            return _complain("Which file? Say: prospect basemap add FILE.pmtiles")
        schema = add_street_map(options.path)
    except UnusableBasemap as error:
        return _complain(str(error))
    _say(f"Added ({schema} schema). Build a release to publish it: prospect release build")
    return 0


def _invite(options: argparse.Namespace) -> int:
    from prospect.desk.actions import invite

    _migrate()
    try:
        address = invite(
            email=options.email, name=options.name, role=options.role,
            partner=options.partner, language=options.language, by=BY,
        )  # fmt: skip
    except ValueError as error:
        return _complain(str(error))
    _say(f"Send {options.name} this address. It works once, for seven days:\n  {address}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from prospect.checks import explain_setup

    faults = explain_setup()
    if faults:
        return _complain(*faults)
    _say("The set-up is sound.")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from prospect.releases.store import NoRelease, current_release
    from prospect.serving import serve

    try:
        current_release()
    except NoRelease as missing:  # a build makes it ready, without a restart
        _complain(f"{missing}. Until then readers get 503.")
    return serve(options.host, options.port, options.workers)


def _work(options: argparse.Namespace) -> int:
    from prospect.worker import HANDLERS, watch_parent, work

    _migrate()
    if options.parent:
        watch_parent(options.parent)
    work(HANDLERS, once=options.once)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from prospect.demo import show

    _migrate()
    return show(options, load=_load, build=_build, serve=_serve, say=_say)
