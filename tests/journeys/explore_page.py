"""What journeys wait for, and what they read off the explore page."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
WAIT = 120_000  # milliseconds; a bound for a stuck page on a busy machine, not a speed test


def map_is_idle(page):
    """Wait until the map has drawn everything once."""
    page.wait_for_selector("html[data-map-idle]", state="attached", timeout=WAIT)


def sentence(page):
    """The sentence that says what fits."""
    return page.locator("#results h1").inner_text()


def keys_in_list(page):
    """The keys of the areas in the list, in their order."""
    return page.locator("#results li[data-key]").evaluate_all(
        "rows => rows.map(r => r.dataset.key)"
    )


def wait_for_sentence(page, other_than):
    """Wait until the sentence is another one."""
    page.wait_for_function(
        "before => document.querySelector('#results h1')?.innerText !== before", arg=other_than
    )
