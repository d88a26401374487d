"""The orders of a collection as columns: its rows by name, as each language sorts them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from prospect.languages.folding import collation_keys
from prospect.search.long_texts import pick_up, put_down

NAMES = "_names.txt"


def leave_names(folder: Path, records: list[Any], languages: Iterable[str]) -> None:
    """Put the names of records down for ``bake_orders``, a file a language."""
    for language in languages:
        put_down(folder / f"{language}{NAMES}", (_name(r.name, language) for r in records))


def _name(name: Any, language: str) -> str:
    """Return a name as a reader of a language gets it; those of stations are plain words."""
    if isinstance(name, str):
        return name
    return name.get(language) or name.spoken(language).words


def bake_orders(folder: Path) -> None:
    """Write, for each language names were left in, the positions of rows in alphabetical order."""
    for path in sorted(folder.glob(f"*{NAMES}")):
        language = path.name.removesuffix(NAMES)
        keys = collation_keys(pick_up(path), language)
        order = sorted(range(len(keys)), key=keys.__getitem__)
        np.save(folder / f"by_name_{language}.npy", np.array(order, dtype=np.int32))
