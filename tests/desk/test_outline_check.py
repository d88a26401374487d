"""What the desk says of an outline while it is drawn: nothing of what the person may not read."""

import json

import pytest
from django.urls import reverse
from shapely import affinity
from shapely.geometry import box, mapping

from prospect.catalogue.models import Area
from prospect.desk.outline import editor_settings, neighbours, region_window
from prospect.partners.models import Partner, Terms
from prospect.records.models import State

ADDRESS = "/desk/outline/check/"
ON_LAND, AT_SEA = box(13.03, 55.575, 13.04, 55.58), box(12.75, 55.55, 12.76, 55.555)
BOW = '{"type":"Polygon","coordinates":[[[13,55.55],[13.01,55.56],[13.01,55.55],[13,55.56],[13,55.55]]]}'


def text_of(shape):
    return json.dumps(mapping(shape))


@pytest.fixture
def ask(logged_in):
    client = logged_in("editor")

    def post(outline, status=200, **about):
        shape = outline if isinstance(outline, str) else text_of(outline)
        response = client.post(ADDRESS, {"outline": shape, **about})
        assert response.status_code == status
        return response.json() if "json" in response.headers["Content-Type"] else None

    return post


def words(answer):
    return [warning["words"] for warning in answer["warnings"]]


def test_a_sound_outline_on_land_gets_its_hectares_and_no_warning(ask):
    answer = ask(ON_LAND, partner="malmoe")
    assert answer["hectares"] == "35.1"
    assert answer["problems"] == answer["warnings"] == answer["notes"] == []
    assert answer["repaired"] is None and answer["outline"]["type"] == "Polygon"


def test_no_outline_is_fine(ask):
    answer = ask("", partner="malmoe")
    assert answer["hectares"] is None and answer["problems"] == []


def test_a_line_that_crosses_itself_is_told_with_place_and_repair(ask):
    answer = ask(BOW)
    (problem,) = answer["problems"]
    assert problem["words"] == "The line crosses itself near 55.55500, 13.00500."
    assert problem["at"] == [13.005, 55.555]
    assert answer["repaired"]["type"] == "MultiPolygon" and answer["hectares"]


@pytest.mark.parametrize(
    "garbage", ["hello", "[" * 100_000, '{"type": "Point"}', "POLYGON ((1e999 1))"]
)
def test_GEO_12_garbage_is_a_400_with_words(ask, garbage):
    answer = ask(garbage, status=400)
    assert answer["problems"][0]["words"].endswith(".") and answer["outline"] is None


def test_what_lies_in_the_water_is_a_warning_and_no_problem(ask):
    answer = ask(AT_SEA)
    assert (
        words(answer) == ["100\N{NO-BREAK SPACE}% of it lies in the water on our map."]
        or "water" in words(answer)[0]
    )
    assert answer["problems"] == []


def test_an_area_beside_it_is_named_with_the_hectares_in_common(ask):
    hyllie = Area.objects.get(key="hyllie")
    moved = affinity.translate(hyllie.outline, 0.001, 0)
    (told,) = words(ask(moved, partner="malmoe"))
    assert told.startswith("It overlaps Hyllie by ") and told.endswith(" ha.")
    assert words(ask(moved, key="hyllie")) == []  # it does not lie over itself


def test_AZN_drafts_of_others_are_not_spoken_of(ask, koebenhavn):
    hyllie = Area.objects.get(key="hyllie")
    part = Area.objects.filter(partner=koebenhavn).first()
    part.parent, part.outline, part.state = hyllie, hyllie.outline, State.DRAFT
    part.save()
    name = f"It overlaps {part.name} by"
    told = " ".join(words(ask(hyllie.outline, partner="malmoe", parent="hyllie")))
    assert "Hyllie – " in told and name not in told
    part.state = State.PUBLISHED
    part.save()
    assert name in " ".join(words(ask(hyllie.outline, partner="malmoe", parent="hyllie")))


@pytest.mark.parametrize(
    "about",
    [{"key": "nordhavn"}, {"partner": "koebenhavn"}, {"parent": "nordhavn"}, {"key": "no-such"}],
)
def test_AZN_what_is_not_theirs_is_not_found(ask, about):
    ask(ON_LAND, status=404, **about)


def test_outside_the_own_municipality_is_a_warning(ask, malmoe):
    Terms.objects.update_or_create(
        partner=malmoe, defaults={"border": box(13.0, 55.5, 13.035, 55.7)}
    )
    (told,) = words(ask(ON_LAND, partner="malmoe"))
    assert told == "17.6 ha lie outside your municipality."


def test_a_new_partner_begins_with_its_border_else_with_the_region(person_with, malmoe):
    new = Partner.objects.create(key="new-town", kind=malmoe.kind, country="SE", languages=["sv"])
    person = person_with("editor", at=new, email="editor@lund.example")
    assert editor_settings(by=person, partner=new)["fit"] == list(region_window())
    Terms.objects.create(partner=new, border=box(13.1, 55.6, 13.4, 55.8))
    assert editor_settings(by=person, partner=new)["fit"] == [13.1, 55.6, 13.4, 55.8]


def test_the_check_asks_for_the_token_of_the_form(person_with):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.login(email=person_with("editor").email, password="four words in a row")
    assert client.post(ADDRESS, {"outline": text_of(ON_LAND)}).status_code == 403


def test_the_editor_is_told_its_map_and_the_areas_around_but_no_drafts_of_others(
    person_with, malmoe, koebenhavn
):
    person, area = person_with("editor"), Area.objects.get(key="hyllie")
    sound = [12.5, 55.5, 13.1, 55.8]
    theirs = Area.objects.filter(partner=koebenhavn).exclude(outline=None).first()
    around = neighbours(by=person, partner=malmoe, area=area, view=sound)
    assert around[0].partner == malmoe and theirs in around and area not in around
    assert theirs not in neighbours(
        by=person, partner=malmoe, area=area, view=list(area.outline.bounds)
    )
    Area.objects.filter(pk=theirs.pk).update(state=State.DRAFT)
    assert theirs not in neighbours(by=person, partner=malmoe, area=area, view=sound)
    told = editor_settings(by=person, partner=malmoe, area=area)
    assert told["check"] == reverse("desk:check_outline") and "basemap" in told["basemap"]
    assert told["fit"] == list(area.outline.bounds)
    json.dumps(told)
