"""How a file of a pack is read into words, whatever stands in its place."""

from pathlib import Path

from prospect.regionpack.faults import Fault

MOST_BYTES = 100_000_000


def read_words(path: Path, name: str, too_large: str, faults: list[Fault]) -> str | None:
    """Return what a text file in UTF-8 says; None, and a fault, when it cannot be read.

    ``name`` is what faults call the file, ``too_large`` the remedy where it passes 100 MB.
    """
    rule, remedy, line = "cannot be read.", "Put a file there that this account may read.", 1
    try:
        if path.is_dir():
            rule, remedy = "is a folder, not a file.", "Put the file of this name in its place."
        elif path.stat().st_size > MOST_BYTES:
            rule, remedy = "is larger than 100 MB.", too_large
        else:
            return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = bytes(error.object)[: error.start].count(b"\n") + 1
        rule, remedy = "is not in UTF-8.", "Save it again in UTF-8."
    except OSError:
        pass
    faults.append(Fault(name, line, "", "", rule, remedy))
    return None
