"""Inside a process with Django: pages about the whole region, and two releases compared."""

import time
from typing import Any

from bench.questions import ROUNDS, WARM_UP, Page, summary, timed

PAGES = {
    "build_out": "/en/build-out/?by=municipality",
    "one_plan": "/en/one-plan/?",
    "ideas": "/en/ideas/?view=table",
    "story": "/en/story/?",
}


def regional() -> dict[str, Any]:
    """Return seconds of each page; every address is new, so none comes from the cache."""
    page = Page()
    found = {}
    for name, target in PAGES.items():
        times = [timed(lambda t=target, n=n: page.get(f"{t}&x={n}"))[:2] for n in range(WARM_UP + ROUNDS)]  # fmt: skip
        found[name] = summary(times[WARM_UP:])
    return found


def compare() -> dict[str, Any]:
    """Release a region, change half of its opportunities, release it again, and compare the two."""
    from prospect.catalogue.models import Opportunity
    from prospect.releases.build import build_release
    from prospect.releases.comparing import changes_between

    before = build_release(with_tiles=False)
    rows = list(Opportunity.objects.order_by("pk").values_list("pk", flat=True))
    Opportunity.objects.filter(pk__in=rows[::2]).update(available_from=2039)
    after = build_release(with_tiles=False)
    start, cpu = time.perf_counter(), time.process_time()
    changes = changes_between(before, after)
    took = {"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    if len(changes) < len(rows) // 3:
        raise AssertionError(f"only {len(changes)} changes were found")
    return {**took, "records": len(rows), "changes": len(changes)}
