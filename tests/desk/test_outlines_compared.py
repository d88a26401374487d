"""The history of an outline: both of them, on the map and as a picture, with what each measures."""

import json
from html import unescape

import pytest
from shapely.affinity import translate
from shapely.geometry import mapping, shape

from prospect.catalogue.models import Area
from prospect.editing.actions import save_draft
from prospect.editing.history import history_of
from prospect.partners.models import Person
from prospect.records.content import content_of

PAGE = "/desk/records/area/hyllie/history/"


@pytest.fixture
def moved(logged_in):
    """Hyllie, whose outline an editor has moved and cut; gives a client and the revised area's dossier."""
    client = logged_in("editor")
    area = Area.objects.get(key="hyllie")
    new = mapping(
        translate(area.outline.geoms[0] if hasattr(area.outline, "geoms") else area.outline, 0.002)
    )
    by = Person.objects.get(email="editor@malmo.example")
    return client, save_draft(
        area, {**content_of(area), "outline": json.loads(json.dumps(new))}, by=by, based_on=0
    )


def test_both_outlines_are_given_to_the_map_and_drawn_as_a_picture(moved):
    client, dossier = moved
    page = client.get(PAGE).content.decode()
    assert '<script id="outline-map" type="application/json">' in page
    assert page.count('<svg class="both"') == page.count("<outline-difference") == 2
    given = unescape(page.partition('data-outlines="')[2].partition('"')[0])
    outlines = {name: shape(one) for name, one in json.loads(given).items()}
    area = Area.objects.get(key="hyllie")
    assert outlines["gone"].equals(area.outline)
    assert outlines["new"].centroid.x - outlines["gone"].centroid.x == pytest.approx(
        0.002, abs=1e-6
    )
    assert [one.name for one in history_of(dossier, Area)[0].differences] == ["outline"]


@pytest.mark.parametrize(("language", "sign"), [("en", "."), ("da", ","), ("sv", ",")])
def test_the_legend_tells_hectares_as_the_reader_writes_them(moved, language, sign):
    client, _dossier = moved
    client.post("/desk/language/", {"language": language, "next": PAGE})
    legend = client.get(PAGE).content.decode().partition("both-legend")[2].partition("</ul>")[0]
    assert legend.count("\u00a0ha") == 2 and f"209{sign}3" in legend


def test_a_history_without_outlines_loads_no_map(logged_in):
    page = logged_in("editor").get(PAGE).content.decode()
    assert "outline-map" not in page and "outline-difference" not in page
