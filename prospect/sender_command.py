"""``prospect sender``: what is kept about an e-mail address, and its erasure."""

import argparse
import json
import sys


def add_sender_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    what = "print all that visitors sent from an e-mail address, as JSON; or erase it"
    sender = commands.add_parser("sender", help=what)
    sender.add_argument("email")
    sender.add_argument("--erase", metavar="REASON", help="erase it; the reason is kept in the log")
    sender.set_defaults(run=_sender)


def _sender(options: argparse.Namespace) -> int:
    from prospect.suggestions.senders import erase_sender, kept_about

    if options.erase is None:
        found = kept_about(options.email)
        print(json.dumps(found, ensure_ascii=False, indent=2, default=str))
        return 0
    if not options.erase.strip():
        print("Nothing was erased. Give the reason: --erase 'asked for on 1 May'.", file=sys.stderr)
        return 1
    number = erase_sender(options.email, reason=options.erase.strip(), by="command line")
    print(f"Erased: {number} suggestions and wishes to take part, with the letters about them.")
    return 0
