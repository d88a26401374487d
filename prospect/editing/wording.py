"""What changed between two texts, word by word, told in as few and as whole pieces as it can be."""

import difflib
import re

Piece = tuple[str, str]  # same, gone or new; and the words
Token = tuple[str, str]  # a word, number or sign; and the blanks behind it
_TOKEN = re.compile(r"(\d[\d.,:]*\d|\w+(?:[-'’]\w+)*|\n+|[^\w\s]|[^\S\n]+)([^\S\n]*)")
FEW = 3  # words; fewer that stayed between two changes are told as part of one change


def word_pieces(old: str, new: str) -> list[Piece]:
    """Return two texts as pieces that stayed, went and came; blanks count only if nothing else does."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    bare = [word for word, _blank in one], [word for word, _blank in other]
    exact = bare[0] == bare[1] and old != new
    pieces: list[Piece] = []
    for tag, a, b, c, d in _runs(one if exact else bare[0], other if exact else bare[1]):
        if tag == "equal":
            pieces.append(("same", _joined(other[c:d])))
        else:
            pieces += _change(_joined(one[a:b]), _joined(other[c:d]))
    return pieces


def _runs(
    one: list[str] | list[Token], other: list[str] | list[Token]
) -> list[tuple[str, int, int, int, int]]:
    """Return the runs of both; a few words that stayed between two changes are changed with them."""
    found: list[tuple[str, int, int, int, int]] = []
    codes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        if tag != "equal" or (inside and _is_little(one[a:b])):
            if found and found[-1][0] == "changed":
                _tag, first, _b, other_first, _d = found.pop()
                a, c = first, other_first
            found.append(("changed", a, b, c, d))
        else:
            found.append((tag, a, b, c, d))
    return found


def _is_little(run: list[str] | list[Token]) -> bool:
    words = [one if isinstance(one, str) else one[0] for one in run]
    return sum(word[:1].isalnum() for word in words) < FEW and not any("\n" in w for w in words)


def _change(gone: str, new: str) -> list[Piece]:
    """Return what went and what came; the blanks both end with are no part of either."""
    blanks = gone[len(gone.rstrip(" ")) :]
    cut = len(blanks) if new.endswith(blanks) else 0
    kept = len(gone) - cut
    pieces = [("gone", gone[:kept]), ("new", new[: len(new) - cut]), ("same", gone[kept:])]
    return [(state, words) for state, words in pieces if words]


def _joined(tokens: list[Token]) -> str:
    return "".join(word + blank for word, blank in tokens)
