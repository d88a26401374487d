"""The story at the desk: written, looked at before it is public, and watched for what is gone."""

import pytest
from django.urls import reverse

from prospect.catalogue.models import Area
from prospect.desk.findings import findings_for
from prospect.desk.monday import Item
from prospect.desk.views.record import open_record  # noqa: F401  the door a preview reads by
from prospect.partners.models import Person
from prospect.records.models import Dossier, State
from prospect.story.models import Chapter

TEXT = " ".join(["word"] * 60)
NEW = {
    "name_en": "By bicycle", "name_da": "På cykel", "name_sv": "Med cykel",
    "body_en": f"{TEXT} {{areas}}", "body_da": f"{TEXT} {{areas}}", "body_sv": f"{TEXT} {{areas}}",
    "number": "25", "lat": "55.6", "lon": "12.8", "zoom": "10.25", "year": "2035",
    "figures": "areas\r\nnordhavn-planned_homes", "areas": ["hyllie"], "chart": "", "door": "map",
}  # fmt: skip
ADDRESS = "/desk/records/chapter/new/"


def saved(client, **changes):
    return client.post(ADDRESS, {**NEW, **changes})


def test_a_new_chapter_starts_with_the_whole_region_after_the_last_one(logged_in):
    form = logged_in("regional_admin").get(ADDRESS).context["form"]
    last = Chapter.objects.order_by("-number").first().number
    assert form["number"].value() == last + 10
    assert 55 < form["lat"].value() < 56 and 12 < form["lon"].value() < 13


def test_a_chapter_is_kept_as_a_draft_with_all_that_was_typed(logged_in):
    response = saved(logged_in("regional_admin"))
    assert response.status_code == 302, response.context["form"].errors
    one = Chapter.objects.get(key="by_bicycle")
    assert one.state == State.DRAFT
    assert (one.number, one.lat, one.lon, one.zoom, one.year) == (25, 55.6, 12.8, 10.25, 2035)
    assert one.figures == ("areas", "nordhavn-planned_homes")
    assert one.areas == ("hyllie",)


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"figures": "areass"}, "figures", "There is no figure “areass”."),
        ({"body_sv": "{nothing}"}, "body", "There is no figure “nothing”."),
        ({"zoom": "99"}, "zoom", "16"),
        ({"lat": "abc"}, "lat", "number"),
        ({"year": "1999"}, "year", "1999"),
        ({"areas": ["atlantis"]}, "areas", "atlantis"),
        ({"chart": "pie"}, "chart", "pie"),
        ({"name_en": "", "name_da": "", "name_sv": ""}, "name", "required"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(
    logged_in, changes, field, part
):
    response = saved(logged_in("regional_admin"), **changes)
    assert response.status_code == 400
    assert part in str(response.context["form"].errors[field])
    assert response.context["form"]["body"].value()[0] == NEW["body_en"]
    assert not Chapter.objects.filter(key="by_bicycle").exists()


def test_AZN_02_state_and_key_of_a_post_are_not_read(logged_in):
    saved(logged_in("regional_admin"), state="published", key="mine", id="1")
    assert Chapter.objects.get(key="by_bicycle").state == State.DRAFT
    assert not Chapter.objects.filter(key="mine").exists()


def preview(client, key="by_bicycle", language=""):
    name, args = ("preview:chapter_in", [language, key]) if language else ("preview:chapter", [key])
    return client.get(reverse(name, args=args))


def test_the_preview_shows_the_draft_as_its_page_will_in_every_language(logged_in):
    client = logged_in("regional_admin")
    saved(client)
    for language, name in (("en", "By bicycle"), ("da", "På cykel"), ("sv", "Med cykel")):
        response = preview(client, language=language)
        html = response.content.decode()
        assert name in html and '<span class="live">67</span>' in html
        assert f'<html lang="{language}">' in html
        assert '"lit":["hyllie"]' in html and '"year":"2035"' in html
        assert "no-store" in response["Cache-Control"]


def test_the_preview_shows_what_was_saved_last_of_a_public_chapter(logged_in):
    client = logged_in("regional_admin")
    one = Chapter.objects.get(key="bridge")
    held = client.get("/desk/records/chapter/bridge/").context
    typed = {name: held["form"][name].value() for name in ("number", "lat", "lon", "zoom", "year")}
    words = {f"{n}_{c}": getattr(one, n)[c] for n in ("name", "body") for c in ("en", "da", "sv")}
    posted = {
        **typed,
        **words,
        "year": "",
        "name_en": "A bolder line",
        "based_on": held["based_on"],
    }
    assert client.post("/desk/records/chapter/bridge/", posted).status_code == 302
    assert "A bolder line" in preview(client, "bridge", "en").content.decode()
    assert "A bolder line" not in client.get("/en/story/bridge/").content.decode()
    assert Dossier.objects.of(one).first().number == 2


@pytest.mark.parametrize("role", ["nobody", "no_role", "editor", "reviewer"])
def test_AZN_01_who_is_not_of_the_region_reads_no_draft_of_the_story(
    logged_in, person_with, client, role
):
    admin = Person.objects.filter(email="regional_admin@malmo.example").first()
    assert admin is None
    Chapter.objects.filter(key="bridge").update(state=State.DRAFT)
    response = preview(logged_in(role), "bridge")
    assert response.status_code in (302, 403, 404)
    assert b"shipping lane" not in response.content


def test_a_preview_of_nothing_and_in_no_language_is_not_found(logged_in):
    client = logged_in("regional_admin")
    assert preview(client, "nowhere").status_code == 404
    assert preview(client, "bridge", "fr").status_code == 404


def test_a_scene_that_points_to_something_gone_is_found_before_a_reader_finds_it(
    logged_in, person_with
):
    Area.objects.filter(key="nyhamnen").update(state=State.ARCHIVED)
    client = logged_in("regional_admin")
    admin = Person.objects.get(email="regional_admin@malmo.example")
    told = [one.words for one in findings_for(admin, [], Item)]
    assert "The area “nyhamnen” is not public any more." in told
    page = client.get("/desk/records/chapter/waterfronts/").content.decode()
    assert "The area “nyhamnen” is not public any more." in page
    assert (
        "is not public any more" not in client.get("/desk/records/chapter/bridge/").content.decode()
    )
