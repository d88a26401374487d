"""The difference of two texts reads as a person would mark it: whole words, and few marks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prospect.editing.wording import word_pieces


def marked(old, new):
    """Both texts in one line: [-what went-] and [+what came+]."""
    sign = {"gone": "[-{}-]", "new": "[+{}+]", "same": "{}"}
    return "".join(sign[state].format(words) for state, words in word_pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("red car", "blue car", "[-red-][+blue+] car"),
        ("Homes: 9,000 by 2030.", "Homes: 12,000 by 2030.", "Homes: [-9,000-][+12,000+] by 2030."),
        ("A hall", "A hall.", "A hall[+.+]"),
        ("It opens 2030, later.", "It opens 2031, later.", "It opens [-2030-][+2031+], later."),
        ("a b c d e f g", "a x c y e f g", "a [-b c d-][+x c y+] e f g"),
        ("x one two three y", "z one two three w", "[-x-][+z+] one two three [-y-][+w+]"),
        ("First.\nSecond.", "First.\n\nSecond.", "First.[-\n-][+\n\n+]Second."),
        ("300 ha", "300\u00a0ha", "[-300 -][+300\u00a0+]ha"),
        ("", "new words", "[+new words+]"),
        ("old words", "", "[-old words-]"),
        ("same", "same", "same"),
    ],
)
def test_a_change_is_marked_as_a_reader_would(old, new, words):
    assert marked(old, new) == words


def test_a_new_sentence_does_not_split_the_others():
    old = "The harbour is being built. It ends in 2040, as planned by the city."
    new = (
        "The harbour is being built. A school opens first. It ends in 2040, as planned by the city."
    )
    assert [state for state, _words in word_pieces(old, new)] == ["same", "new", "same"]


TEXT = st.text(alphabet="ab c.,\n1", max_size=40)


@given(TEXT, TEXT)
@example(" 111", "1 111")
def test_what_stayed_and_came_is_the_new_text_and_nothing_stands_twice(old, new):
    pieces = word_pieces(old, new)
    assert "".join(words for state, words in pieces if state != "gone") == new
    gone = "".join(words for state, words in pieces if state != "new")
    assert "".join(gone.split()) == "".join(old.split())
    assert all(words for _state, words in pieces)
