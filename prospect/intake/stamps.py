"""A signed stamp in each form instead of a cookie: when it was shown, and a key it can be kept under once."""

import secrets
import time
from dataclasses import dataclass

from django.core import signing

SALT = "prospect.intake.form"
FIELD = "stamp"
YOUNGEST = 3  # seconds; nobody reads and fills in a form more quickly
OLDEST = 24 * 60 * 60  # seconds; an older one is shown again, with all that was typed


@dataclass(frozen=True)
class Stamp:
    """One shown form; ``fault`` says what is wrong with it: "", young, old or forged."""

    once: str
    shown_at: int
    fault: str = ""

    @property
    def signed(self) -> str:
        return signing.dumps([self.once, self.shown_at], salt=SALT)

    def renewed(self) -> "Stamp":
        """Return the stamp for the same words shown again: a young or good one goes on ageing."""
        if self.fault == "old":
            return Stamp(self.once, int(time.time()))
        return new_stamp() if self.fault == "forged" else self


def new_stamp() -> Stamp:
    return Stamp(secrets.token_urlsafe(24), int(time.time()))


def read_stamp(signed: str) -> Stamp:
    """Return the stamp a form came back with, judged."""
    try:
        once, shown_at = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Stamp("", 0, "forged")
    age = time.time() - shown_at
    fault = "young" if age < YOUNGEST else "old" if age > OLDEST else ""
    return Stamp(once, shown_at, fault)
