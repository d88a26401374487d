"""Lists of records at the desk: found, narrowed, ordered, and what is done with several at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Figure
from prospect.desk.kinds import KINDS
from prospect.editing.actions import content_at, save_draft
from prospect.languages.text import Text
from prospect.partners.models import Person
from prospect.records.content import content_of
from prospect.records.models import Dossier


def listing(client, kind="area", **asked):
    return client.get(reverse("desk:records", args=[kind]), asked)


def keys(response):
    return [line.key for line in response.context["list"].page]


def several(client, kind="area", **posted):
    return client.post(reverse("desk:several", args=[kind]), posted)


@pytest.fixture
def areas(malmoe):
    """Sixty more areas of Malmö."""
    like = Area.objects.filter(partner=malmoe).first()
    made = []
    for number in range(60):
        one = Area.objects.get(pk=like.pk)
        one.pk, one.key, one.name = None, f"extra_{number:02}", Text({"en": f"Extra {number:02}"})
        made.append(one)
    return Area.objects.bulk_create(made)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_in_every_language(logged_in, kind):
    client = logged_in("regional_admin")
    for language in ("en", "da", "sv"):
        client.post(reverse("desk:language"), {"language": language})
        response = listing(client, kind)
        some = KINDS[kind].model.objects.exists()
        assert response.status_code == 200 and bool(response.context["list"].found) == some


@pytest.mark.parametrize("words", ["nyhamnen", "NYHAMN", "nyhamnen  "])
def test_a_name_is_found_however_it_is_written(logged_in, words):
    assert "nyhamnen" in keys(listing(logged_in("reader"), q=words))


def test_Nordic_letters_are_found_by_their_spellings(logged_in, malmoe):
    Area.objects.filter(key="nyhamnen").update(name=Text({"sv": "Ååhögen"}))
    client = logged_in("reader")
    for words in ("aahogen", "aahoegen", "ååhög"):
        assert keys(listing(client, q=words)) == ["nyhamnen"]


def test_AZN_03_a_list_its_filters_and_its_export_hold_nothing_of_others(logged_in, koebenhavn):
    Area.objects.filter(partner=koebenhavn).update(name=Text({"en": "LEAK-B"}), plan_term="LEAK-B")
    client = logged_in("partner_admin")
    pages = [listing(client), listing(client, partner="koebenhavn"), listing(client, q="leak")]
    pages += [client.get(reverse("desk:export", args=["area"]), {"format": "csv", "partner": "koebenhavn"})]  # fmt: skip
    pages += [listing(client, "figure"), client.get(reverse("desk:export", args=["figure"]))]
    for page in pages:
        assert b"LEAK-B" not in page.content and b">K\xc3\xb8benhavn" not in page.content


def test_states_are_asked_for_and_so_is_a_draft_under_way(logged_in, person_with):
    editor = person_with("editor", email="e@malmo.example")
    area = Area.objects.get(key="nyhamnen")
    save_draft(area, {**content_of(area), "stage": "vision"}, by=editor, based_on=0)
    client = logged_in("reader")
    assert keys(listing(client, state="written")) == ["nyhamnen"]
    assert keys(listing(client, state="draft")) == ["nyhamnen"]
    assert "nyhamnen" not in keys(listing(client, state="published"))


def test_words_missing_in_a_language_count_those_of_the_newest_draft(logged_in, person_with):
    editor = person_with("editor", email="e@malmo.example")
    area = Area.objects.get(key="nyhamnen")
    client = logged_in("reader")
    before = set(keys(listing(client, missing="da")))
    content = {**content_of(area), "summary": {"en": "Only English"}}
    save_draft(area, content, by=editor, based_on=0)
    assert set(keys(listing(client, missing="da"))) - before <= {"nyhamnen"}
    assert "nyhamnen" in keys(listing(client, missing="da"))


def test_unconfirmed_and_orders(logged_in, malmoe):
    Area.objects.filter(partner=malmoe).update(confirmed_on="2026-01-01")
    Area.objects.filter(key="nyhamnen").update(confirmed_on=None)
    client = logged_in("reader")
    assert keys(listing(client, unconfirmed="yes")) == ["nyhamnen"]
    assert keys(listing(client, sort="confirmed"))[0] == "nyhamnen"
    assert keys(listing(client, sort="-confirmed"))[-1] == "nyhamnen"
    assert keys(listing(client, sort="-name")) == keys(listing(client))[::-1]


@pytest.mark.parametrize("asked", [{"sort": "pk;drop"}, {"state": "x"}, {"page": "-4"}, {"page": "9999999"}, {"x": "y"}, {"missing": "xx"}, {"partner": "' or 1"}])  # fmt: skip
def test_what_is_not_understood_is_left_out(logged_in, asked):
    assert listing(logged_in("reader"), **asked).status_code == 200


def test_pages_hold_fifty_and_lead_on(logged_in, areas):
    client = logged_in("reader")
    first = listing(client, q="extra")
    assert len(keys(first)) == 50 and 'rel="next"' in first.content.decode()
    assert len(keys(listing(client, q="extra", page="2"))) == 10


@pytest.mark.parametrize("asked", [{}, {"missing": "da"}, {"sort": "partner"}])
def test_PRF_the_number_of_questions_does_not_grow_with_the_rows(logged_in, malmoe, areas, asked):
    client = logged_in("editor")
    listing(client, **asked)
    with CaptureQueriesContext(connection) as many:
        assert len(keys(listing(client, **asked))) == 50 or asked
    Area.objects.filter(key__gte="extra_51", key__lt="extra_99").delete()
    with CaptureQueriesContext(connection) as few:
        listing(client, **asked)
    assert len(many) == len(few) <= 12


def test_a_reader_sees_no_ticks_and_an_editor_no_approval(logged_in, client):
    page = listing(logged_in("reader")).content.decode()
    assert 'name="chosen"' not in page and "Import" not in page
    client.logout()
    page = listing(logged_in("editor")).content.decode()
    assert 'name="chosen"' in page and 'value="approve"' not in page


def test_ticked_records_are_confirmed_and_those_that_cannot_be_say_why(logged_in):
    Area.objects.filter(key="hyllie").update(state="draft")
    response = several(logged_in("editor"), act="confirm", chosen=["nyhamnen:0", "hyllie:0", "gone:0"])  # fmt: skip
    assert [one.key for one in response.context["done"]] == ["nyhamnen"]
    assert [one.key for one in response.context["left"]] == ["hyllie", "gone"]
    assert Event.objects.filter(verb="confirm", subject="area nyhamnen").exists()


def test_AZN_01_a_record_of_another_partner_is_no_such_record(logged_in, koebenhavn):
    foreign = Area.objects.filter(partner=koebenhavn).first()
    before = content_of(foreign)
    client = logged_in("partner_admin")
    for act in ("confirm", "ask_review", "approve"):
        left = several(client, act=act, chosen=[f"{foreign.key}:0"]).context["left"]
        assert [one.name for one in left] == [foreign.key] and "no such record" in left[0].why
    several(client, act="set", field="stage", stage="vision", given="yes", chosen=[f"{foreign.key}:0"])  # fmt: skip
    foreign.refresh_from_db()
    assert content_of(foreign) == before and not Dossier.objects.filter(record=foreign.pk).exists()


def test_AZN_07_what_one_wrote_is_not_approved_with_the_others(logged_in, person_with):
    client, other = logged_in("reviewer"), person_with("editor", email="e@malmo.example")
    own = Person.objects.get(email="reviewer@malmo.example")
    for key, by in (("nyhamnen", own), ("hyllie", other)):
        area = Area.objects.get(key=key)
        save_draft(area, {**content_of(area), "plan_term": "x"}, by=by, based_on=0)
    response = several(client, act="approve", chosen=["nyhamnen:2", "hyllie:2"])
    assert [one.key for one in response.context["done"]] == ["hyllie"]
    assert "Somebody else must approve it" in response.context["left"][0].why
    assert Area.objects.get(key="hyllie").plan_term == "x"


def test_a_row_that_was_changed_in_between_blocks_no_other(logged_in, person_with):
    other = person_with("editor", email="e@malmo.example")
    client = logged_in("editor")
    for key in ("nyhamnen", "hyllie"):
        area = Area.objects.get(key=key)
        save_draft(area, {**content_of(area), "plan_term": "x"}, by=other, based_on=0)
    response = several(client, act="ask_review", chosen=["nyhamnen:1", "hyllie:2"])
    assert [one.key for one in response.context["done"]] == ["hyllie"]
    assert "e@malmo.example" in response.context["left"][0].why


def test_one_field_is_set_for_all_on_the_page_as_drafts(logged_in, malmoe):
    client = logged_in("editor")
    shown = [f"{key}:0" for key in Area.objects.filter(partner=malmoe).values_list("key", flat=True)]  # fmt: skip
    asked = several(client, act="set", field="stage", all="yes", shown=shown)
    assert b'name="stage"' in asked.content
    response = several(client, act="set", field="stage", stage="vision", given="yes", chosen=shown)
    done = {one.key for one in response.context["done"]}
    assert done and all("already" in one.why for one in response.context["left"])
    for dossier in Dossier.objects.filter(kind="area"):
        assert dossier.key in done and content_at(dossier)["stage"] == "vision"
    assert not Area.objects.filter(partner=malmoe, key__in=done, stage="vision").exists()


def test_a_value_that_does_not_fit_one_record_is_told_for_it_alone(logged_in):
    Area.objects.filter(key="nyhamnen").update(start_year=2020, start_confidence="sourced")
    Area.objects.filter(key="hyllie").update(start_year=None, completion_confidence="sourced")
    chosen = ["nyhamnen:0", "hyllie:0"]
    response = several(logged_in("editor"), act="set", field="completion_year", completion_year="2010", given="yes", chosen=chosen)  # fmt: skip
    told = {one.key: one.why for one in response.context["left"]}
    assert "before it starts" in told["nyhamnen"]
    assert Dossier.objects.filter(key="hyllie").exists()


def test_AZN_02_only_simple_fields_of_the_form_can_be_set(logged_in):
    client = logged_in("editor")
    for name in ("state", "partner", "key", "outline", "uses", "name", "lat"):
        response = several(client, act="set", field=name, given="yes", **{name: "x"}, chosen=["nyhamnen:0"])  # fmt: skip
        assert response.status_code == 302
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("posted", [{}, {"act": "confirm"}, {"act": "x", "chosen": "nyhamnen:0"}, {"act": "confirm", "chosen": "nyhamnen"}])  # fmt: skip
def test_nothing_chosen_leads_back_to_the_list(logged_in, posted):
    assert several(logged_in("editor"), **posted).status_code == 302


def test_figures_show_their_number_and_their_area(logged_in):
    figure = Figure.objects.filter(area__key="nyhamnen").first()
    page = listing(logged_in("reader"), "figure")
    assert figure is None or figure.key in {line.key for line in page.context["list"].found}
    assert all(line.record is not None for line in page.context["list"].page)


def test_a_kind_without_partner_is_written_by_the_region_alone(logged_in):
    page = listing(logged_in("partner_admin"), "place")
    assert page.status_code in (200, 404) and b'name="chosen"' not in page.content
    assert listing(logged_in("partner_admin", email="b@malmo.example"), "opportunity").status_code == 200  # fmt: skip
