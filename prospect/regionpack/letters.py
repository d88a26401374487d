"""Letters no words of a pack may hold: invisible ones, and what a wrong encoding left behind."""

import re

from prospect.regionpack.faults import CellFault

CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# UTF-8 read as Windows-1252: a lone Ã, Â or â€ before such signs stands in no Nordic or English word.
_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0-¿"
_GARBLED = re.compile(rf"\ufffd|(?:Ã|â€)[{_HIGH}]|Â[\u00a0-¿]")


def check_letters(words: str) -> None:
    """Raise CellFault where words hold invisible letters or are garbled (TXT-02, TXT-04)."""
    if CONTROL.search(words):
        raise CellFault("holds invisible control characters.", "Type it again by hand.")
    if found := _GARBLED.search(words):
        rule = f"is garbled at {found[0]!r}: it was opened in another encoding than its own."
        raise CellFault(rule, "Open the file as UTF-8, or type the words again.")
