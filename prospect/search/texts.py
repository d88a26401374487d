"""What a search makes of texts: their words, and the order of their names."""

from collections.abc import Iterable
from pathlib import Path

from prospect.search.orders import bake_orders
from prospect.search.words import bake_words


def bake_texts(folders: Iterable[Path]) -> None:
    """Bake what was left in the folders; needs no database, so any process may do it."""
    for folder in folders:
        bake_words(folder)
        bake_orders(folder)
