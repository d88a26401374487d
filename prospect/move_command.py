"""``prospect move``: the editing database into another, and the proof that nothing was lost."""

import argparse
import sys


def add_move_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    move = commands.add_parser("move", help="copy the editing database into an empty one")
    move.add_argument("url", help="such as postgres://USER@HOST/NAME or sqlite:////PATH")
    move.add_argument("--check", action="store_true", help="copy nothing, only compare the two")
    move.set_defaults(run=_move)


def _move(options: argparse.Namespace) -> int:
    from prospect.moving import CannotMove, as_table, compare, move

    try:
        found = compare(options.url) if options.check else move(options.url, print)
    except CannotMove as refusal:
        print(refusal, "Nothing was moved.", sep="\n", file=sys.stderr)
        return 1
    print(as_table(found), flush=True)
    if any(not one.is_same for one in found):
        print("The two databases differ.", file=sys.stderr)
        return 1
    print("Nothing was lost: both hold the same rows.")
    return 0
