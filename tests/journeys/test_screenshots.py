"""Pictures of the main pages; ``make screenshots`` keeps them in docs/screenshots."""

import os
from pathlib import Path

import pytest
from explore_page import CHECKOUT, map_is_idle

PICTURES = Path(os.environ.get("PROSPECT_SCREENSHOTS") or CHECKOUT / "build" / "screenshots")
SHOTS = [
    ("map-en-light-1440", "/en/map/", 1440, 900, "light", True),
    ("map-sv-dark-1440", "/sv/map/?year=2035", 1440, 900, "dark", True),
    ("map-da-light-390", "/da/map/", 390, 844, "light", True),
    ("area-da-light-1440", "/da/areas/nordhavn/", 1440, 900, "light", True),
    ("area-sv-dark-390", "/sv/areas/hyllie/", 390, 844, "dark", True),
    ("home-en-light-1440", "/en/", 1440, 900, "light", False),
    ("opportunities-en-light-1440", "/en/opportunities/", 1440, 900, "light", False),
    ("story-en-light-1440", "/en/story/#waterfronts", 1440, 900, "light", True),
    ("story-sv-dark-390", "/sv/story/#growth", 390, 844, "dark", True),
    ("strategy-da-light-1440", "/da/strategy/", 1440, 900, "light", False),
    ("ideas-sv-light-1440", "/sv/ideas/", 1440, 900, "light", False),
    ("build-out-en-light-1440", "/en/build-out/?by=municipality", 1440, 900, "light", False),
    ("embed-da-light-1440", "/da/embed/?kind=map&municipality=malmoe", 1440, 900, "light", False),
]


@pytest.mark.parametrize(("name", "path", "width", "height", "theme", "has_map"), SHOTS)
def test_the_page_can_be_pictured(open_page, name, path, width, height, theme, has_map):
    page = open_page(path, width=width, height=height, theme=theme, calm=False)
    if has_map:
        map_is_idle(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = PICTURES / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
