"""The mail server as one address, such as smtp://user:password@host:587/?tls=yes."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Server:
    """Where letters are handed in, and how; ``starttls`` on a plain port, ``tls`` from the start."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def read_server(address: str) -> Server:
    """Return the server of an address; ValueError says what is wrong, never a password."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ValueError("must be smtp://USER:PASSWORD@HOST:PORT/?tls=yes or smtps://…") from None
    if not parts.hostname:
        raise ValueError("names no host. Say smtp://USER:PASSWORD@HOST:PORT/?tls=yes")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if asked.keys() - {"tls"} or asked.get("tls", "no") not in ("yes", "no"):
        raise ValueError("understands ?tls=yes or ?tls=no, and nothing else after the host.")
    server = Server(
        parts.hostname,
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        starttls=parts.scheme == "smtp" and asked.get("tls") == "yes",
        tls=parts.scheme == "smtps",
    )
    if server.password and not (server.tls or server.starttls or server.host in LOOPBACK):
        raise ValueError("would send the password readable to all. Add ?tls=yes, or say smtps://")
    return server


def is_sender(words: str) -> bool:
    """Return whether words are one address that letters can come from, with or without a name."""
    _name, address = parseaddr(words)
    local, _at, host = address.rpartition("@")
    return bool(local and host) and words.isprintable() and "," not in words
