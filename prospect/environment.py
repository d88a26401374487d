"""What is wrong with the environment variables, before anything is read from them."""

import logging
import os
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from prospect.mail.server import is_sender, read_server

LARGEST_PORT = 65_535
SWITCH = ("", "yes", "no")
OIDC_NEEDS = ("PROSPECT_OIDC_CLIENT", "PROSPECT_OIDC_SECRET")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What frame-ancestors takes: https, a host or *. and a domain, a port; nothing that ends the header's part.
ORIGIN = re.compile(
    r"(https://(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+|http://(localhost|127\.0\.0\.1))(:\d{1,5})?"
)
LONGEST_ISSUER = 200  # characters; the column that keeps it has no more


def explain_environment(given: Mapping[str, str] = os.environ) -> list[str]:
    """Return each variable that cannot be used, with its remedy; nothing when all can."""
    return [
        *_home(given),
        *_port(given),
        *_words(given),
        *_database(given),
        *_employer(given),
        *_mail(given),
        *_embeds(given),
    ]


def _home(given: Mapping[str, str]) -> Iterator[str]:
    if not (name := given.get("PROSPECT_HOME")):
        return
    home = Path(name).resolve()
    nearest = next(path for path in (home, *home.parents) if path.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK) or _unwritable(nearest):
        yield (
            f"PROSPECT_HOME {name}: {nearest} is not a folder that can be written to. "
            "Set PROSPECT_HOME to one that this user owns."
        )


def _unwritable(folder: Path) -> bool:
    """Return whether a folder belongs to the kernel, which root is told it may write to."""
    return folder.is_relative_to("/proc") or folder.is_relative_to("/sys")


def _port(given: Mapping[str, str]) -> Iterator[str]:
    try:
        port_number(given.get("PORT") or "8000")
    except ValueError as error:
        yield f"PORT {error}"


def port_number(words: str) -> int:
    """Return a port a server can listen on; ValueError says what is wrong."""
    if words.isascii() and words.isdigit() and 0 < (port := int(words[:6])) <= LARGEST_PORT:
        return port
    raise ValueError(f"{words!r} is not a port. Give a number from 1 to {LARGEST_PORT}.")


def _words(given: Mapping[str, str]) -> Iterator[str]:
    if (https := given.get("PROSPECT_HTTPS", "")) not in SWITCH:
        yield f"PROSPECT_HTTPS {https!r} is not understood. Say yes, or leave it out."
    if (demo := given.get("PROSPECT_DEMO", "")) not in SWITCH:
        yield f"PROSPECT_DEMO {demo!r} is not understood. Say yes, or leave it out."
    levels = logging.getLevelNamesMapping()
    if (level := given.get("PROSPECT_LOG", "WARNING")) not in levels:
        yield f"PROSPECT_LOG {level!r} is not a level. Use one of {', '.join(levels)}."


def _database(given: Mapping[str, str]) -> Iterator[str]:
    if not (address := given.get("DATABASE_URL")):
        return
    scheme = _scheme(address)
    if scheme not in ("sqlite", "postgres", "postgresql"):
        yield "DATABASE_URL must be sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME."
    elif scheme != "sqlite" and not find_spec("psycopg"):
        yield 'PostgreSQL needs psycopg. Run: .venv/bin/pip install "psycopg[binary]>=3.2,<4"'


def _employer(given: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with the employer's login (OpenID Connect)."""
    if (step := given.get("PROSPECT_OIDC_MFA", "")) not in SWITCH:
        yield f"PROSPECT_OIDC_MFA {step!r} is not understood. Say yes, or leave it out."
    if not (issuer := given.get("PROSPECT_OIDC_ISSUER", "")):
        if told := [name for name in OIDC_NEEDS if given.get(name)]:
            yield f"{told[0]} is set without PROSPECT_OIDC_ISSUER. Set both, or neither."
        return
    parts = urlsplit(issuer)
    if _scheme(issuer) != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        yield f"PROSPECT_OIDC_ISSUER {issuer!r} must begin with https://"
    elif not parts.hostname or parts.query or parts.fragment or len(issuer) > LONGEST_ISSUER:
        yield f"PROSPECT_OIDC_ISSUER {issuer!r} is not an issuer. Give what its configuration calls issuer."
    for name in OIDC_NEEDS:
        if not given.get(name):
            yield f"PROSPECT_OIDC_ISSUER needs {name}, which the issuer's administrator gives you."


def _mail(given: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with the mail server and the address letters come from."""
    sender = given.get("PROSPECT_MAIL_FROM", "")
    if sender and not is_sender(sender):
        yield f"PROSPECT_MAIL_FROM {sender!r} is not an address. Say Prospect <map@example.org>."
    if not (address := given.get("PROSPECT_MAIL_URL")):
        return
    try:
        read_server(address)
    except ValueError as error:
        yield f"PROSPECT_MAIL_URL {error}"
    if not sender:
        yield "PROSPECT_MAIL_URL needs PROSPECT_MAIL_FROM: the address letters come from, of your domain."


def _embeds(given: Mapping[str, str]) -> Iterator[str]:
    """Say which site cannot be let to show our map in its pages."""
    for site in given.get("PROSPECT_EMBED_ON", "").split():
        if not ORIGIN.fullmatch(site):
            yield (
                f"PROSPECT_EMBED_ON {site!r} is not an origin. Say https://www.example.org "
                "or https://*.example.org, in small letters, without a path; blanks between several."
            )


def _scheme(address: str) -> str:
    """Return the scheme of a whole address; nothing when its host or port cannot be read."""
    try:
        parts = urlsplit(address)
        return parts.scheme if parts.port is None or parts.port else ""
    except ValueError:
        return ""
