"""Measurements that need Django, each in its own process: ``python -m bench.inside NAME``.

The last line printed is the answer as JSON.
"""

import json
import os
import sys
import time
from itertools import pairwise
from typing import Any

Answer = dict[str, Any]


def fill() -> Answer:
    """Add the made-up opportunities."""
    from bench.region import fill

    return {"opportunities": fill()}


def build() -> Answer:
    """Build a release without tiles, make it current, and say how long each step took."""
    from prospect.releases.build import build_release
    from prospect.releases.store import switch_current

    marks = [("start", time.perf_counter(), time.process_time())]

    def mark(step: str) -> None:
        marks.append((step, time.perf_counter(), time.process_time()))

    built = build_release(mark, with_tiles=False)
    mark("end")
    switch_current(built)
    steps = {
        "manifest and flush" if step == "tiles" else step: {
            "wall": after[1] - wall, "cpu": after[2] - cpu
        }
        for (step, wall, cpu), after in pairwise(marks[1:])
    }  # fmt: skip
    return {
        "wall": marks[-1][1] - marks[0][1],
        "cpu": marks[-1][2] - marks[0][2],
        "steps": steps,
        "opportunities": built.manifest["counts"]["opportunities"],
    }


def explore() -> Answer:
    """Time the explore page against its list query, one after the other in each round."""
    from bench import questions

    return questions.explore_against_list()


def large() -> Answer:
    """Time filtered lists and filtered pages of the large region."""
    from bench import questions

    return questions.large_region()


def fill_desk() -> Answer:
    """Add records to edit."""
    from bench import staff

    return staff.fill()


def desk() -> Answer:
    """Time what staff do with many records."""
    from bench import staff

    return staff.desk()


def regional() -> Answer:
    """Time pages about the whole region."""
    from bench import wholes

    return wholes.regional()


def compare() -> Answer:
    """Compare two releases with many records."""
    from bench import wholes

    return wholes.compare()


MEASUREMENTS = {
    one.__name__: one for one in (fill, build, explore, large, fill_desk, desk, regional, compare)
}


def main() -> int:
    """Set Django up and run the measurement named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prospect.settings")
    import django

    django.setup()
    print(json.dumps(MEASUREMENTS[sys.argv[1]]()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
