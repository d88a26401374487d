"""The Monday list: what waits for one person, ranked by readers, each thing one click away."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prospect.audit.actions import record_event
from prospect.audit.models import Views
from prospect.catalogue.models import Area, Figure
from prospect.desk.completeness import areas_seen_by
from prospect.desk.log import events_seen_by
from prospect.desk.monday import monday_list
from prospect.desk.quality import qualities
from prospect.editing.actions import decide, keep_unsaved, save_draft
from prospect.editing.confirmers import name_confirmer
from prospect.editing.models import Confirmer
from prospect.mail.models import Letter
from prospect.partners.models import Partner
from prospect.records.models import Dossier


def sections(person):
    return {one.code: one for one in monday_list(person, areas_seen_by(person))}


def scores_of(person):
    partners = list(Partner.objects.open_to(person, "read"))
    return qualities(partners, areas_seen_by(person))


@pytest.fixture
def overdue():
    """Two facts of Hyllie and one of another area of Malmö are overdue, and one of København."""
    late = timezone.localdate() - timedelta(days=3)
    mine = list(Figure.objects.filter(area__key="hyllie")[:2])
    other = Figure.objects.filter(area__partner__key="malmoe").exclude(area__key="hyllie").first()
    foreign = Figure.objects.filter(area__partner__key="koebenhavn").first()
    for fact in (*mine, other, foreign):
        fact.review_by = late
        fact.save()
    return mine, other, foreign


def test_a_person_sees_only_what_is_theirs_and_what_is_read_most_first(person_with, overdue):
    _mine, other, foreign = overdue
    day = timezone.localdate()
    Views.objects.create(kind="area", key=other.area.key, day=day, number=9)
    items = sections(person_with("editor"))["overdue"].items
    assert len(items) == 3
    assert items[0].address.endswith(f"/{other.key}/") and items[0].views == 9
    assert foreign.key not in repr(items)
    assert "overdue" not in sections(person_with("reader"))


def test_one_click_confirms_and_comes_back(logged_in, overdue):
    client, (mine, _other, _foreign) = logged_in("editor"), overdue
    page = client.get("/desk/").content.decode()
    address = reverse("desk:confirm", args=["figure", mine[0].key])
    assert f'action="{address}"' in page
    response = client.post(address, {"next": "start"})
    assert response.headers["Location"] == "/desk/"
    mine[0].refresh_from_db()
    assert mine[0].review_by > timezone.localdate()


def test_all_of_an_area_is_one_click_too_and_touches_no_other(logged_in, overdue):
    client, (mine, other, foreign) = logged_in("editor"), overdue
    address = reverse("desk:confirm_facts", args=["hyllie"])
    assert f'action="{address}"' in client.get("/desk/").content.decode()
    client.post(address)
    today = timezone.localdate()
    for fact in mine:
        fact.refresh_from_db()
        assert fact.confirmed_on == today
    for fact in (other, foreign):
        fact.refresh_from_db()
        assert fact.confirmed_on != today
    assert client.post(reverse("desk:confirm_facts", args=["nordhavn"])).status_code == 404


def test_drafts_reviews_unsaved_forms_and_missing_words_have_their_sections(person_with):
    editor, reviewer = person_with("editor"), person_with("reviewer")
    area = Area.objects.get(key="hyllie")
    dossier = save_draft(area, {"plan_term": "Something else"}, by=editor, based_on=0)
    keep_unsaved("area", "hyllie", by=editor, based_on=dossier.number, fields={"name_en": ["H"]})
    Area.objects.filter(key="hyllie").update(summary={"en": "Only English"})
    found = sections(editor)
    assert {"drafts", "unsaved", "translations"} <= set(found)
    dossier = decide(area, "ask_review", by=editor, based_on=dossier.number)
    assert [item.address for item in sections(reviewer)["review"].items] == [
        "/desk/records/area/hyllie/"
    ]
    assert "review" not in sections(editor)
    decide(area, "send_back", by=reviewer, based_on=dossier.number, reason="Say since when")
    assert "Say since when" in sections(editor)["drafts"].items[0].words


def test_of_many_drafts_those_most_read_are_shown_then_what_was_sent_back_and_the_rest_is_counted(
    person_with, monkeypatch
):
    monkeypatch.setattr("prospect.desk.monday.MOST", 3)
    editor, reviewer = person_with("editor"), person_with("reviewer")
    areas = list(Area.objects.filter(partner__key="malmoe").order_by("key")[:5])
    held = [save_draft(one, {"plan_term": "New"}, by=editor, based_on=0) for one in areas]
    decide(areas[0], "ask_review", by=editor, based_on=held[0].number)
    back = Dossier.objects.of(areas[0]).get().number
    decide(areas[0], "send_back", by=reviewer, based_on=back, reason="Say since when")
    for area in areas[1:]:  # what was sent back is the oldest
        Dossier.objects.of(area).update(changed_at=timezone.now() + timedelta(minutes=1))
    Views.objects.create(kind="area", key=areas[3].key, day=timezone.localdate(), number=7)
    old = timezone.localdate() - timedelta(days=40)
    Views.objects.create(kind="area", key=areas[4].key, day=old, number=900)
    drafts = sections(editor)["drafts"]
    assert [item.page[1] for item in drafts.items[:2]] == [areas[3].key, areas[0].key]
    assert (len(drafts.items), drafts.left) == (3, 2)
    assert [item.views for item in drafts.items] == [7, 0, 0]


def test_checks_find_what_is_wrong_and_MAI_05_letters_that_did_not_arrive(person_with):
    fact = Figure.objects.filter(area__key="hyllie").first()
    Figure.objects.filter(pk=fact.pk).update(confidence="sourced", source_urls="")
    admin = person_with("partner_admin")
    Letter.objects.create(
        kind="approved",
        to=admin.email,
        language="sv",
        subject="x",
        body="y",
        message_id="<1@x>",
        state="undelivered",
        last_error="550 no such box",
    )
    words = " ".join(item.words for item in sections(admin)["faults"].items)
    assert "no source is given" in words and "550 no such box" in words
    regional = " ".join(
        item.name for item in sections(person_with("regional_admin"))["faults"].items
    )
    assert "No worker is running" in regional


def test_PRF_an_editor_asks_thirteen_questions_however_much_waits(logged_in, overdue):
    client = logged_in("editor")
    client.get("/desk/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/")
    Figure.objects.filter(area__partner__key="malmoe").update(
        review_by=timezone.localdate() - timedelta(days=9)
    )
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(few)
    assert len(few) <= 13, [one["sql"][:90] for one in few.captured_queries]


def test_an_empty_list_says_so(logged_in, monkeypatch):
    page = import_module("prospect.desk.views.start")  # its function has the same name
    monkeypatch.setattr(page, "monday_list", lambda person, areas: [])
    assert "Nothing is waiting for you" in logged_in("reader").get("/desk/").content.decode()


def test_the_score_is_of_its_parts_and_names_what_lifts_it(person_with):
    (one,) = scores_of(person_with("editor"))
    assert one.partner.key == "malmoe" and 0 <= one.score <= 100 and one.advice
    assert sum(part.weight for part in one.parts) == 100
    Figure.objects.filter(area__partner__key="malmoe").update(
        review_by=timezone.localdate() + timedelta(days=9), source_urls="https://malmo.se/"
    )
    (better,) = scores_of(person_with("editor", email="b@malmo.example"))
    assert better.score > one.score


def test_the_confirmer_of_a_fact_is_named_on_its_page_by_who_may_edit_it(logged_in):
    fact = Figure.objects.filter(area__key="hyllie").first()
    client, page = logged_in("editor"), reverse("desk:record", args=["figure", fact.key])
    address = reverse("desk:confirmer", args=["figure", fact.key])
    assert f'action="{address}"' in client.get(page).content.decode()
    client.post(address, {"email": "Owner@Land.example", "language": "da"})
    assert Confirmer.objects.get().email == "owner@land.example"
    client.post(address, {"email": "a@b.dk\r\nBcc: x@y.dk", "language": "da"})
    assert Confirmer.objects.get().email == "owner@land.example"
    client.post(address, {"email": "", "language": "da"})
    assert not Confirmer.objects.exists()
    foreign = Figure.objects.filter(area__partner__key="koebenhavn").first()
    name_confirmer(foreign, email="x@land.example", language="da", by="tests")
    assert client.post(reverse("desk:confirmer", args=["figure", foreign.key])).status_code == 404
    assert Confirmer.objects.get().email == "x@land.example"


def test_AZN_10_a_partners_administrator_reads_the_log_of_own_records_and_people(
    logged_in, person_with, koebenhavn
):
    foreign = person_with("editor", at=koebenhavn, email="a@koebenhavn.example")
    client = logged_in("partner_admin")
    record_event(by="=HYPERLINK()", verb="save", subject="area hyllie")
    record_event(by="x", verb="save", subject="area nordhavn")
    seen = client.get("/desk/log/").content.decode()
    assert (
        "Area: Hyllie" in seen
        and "nordhavn" not in seen.lower()
        and f"person {foreign.pk}<" not in seen
    )
    table = client.get("/desk/log/?csv=yes").content.decode("utf-8-sig")
    assert table.startswith("happened_at,by,verb,subject,details") and "nordhavn" not in table
    assert "'=HYPERLINK()" in table
    assert events_seen_by(person_with("regional_admin")).filter(subject="area nordhavn").exists()


def test_the_log_is_narrowed_and_paged(logged_in):
    for number in range(60):
        record_event(by=f"p{number}@malmo.example", verb="save", subject="area hyllie")
    client = logged_in("regional_admin")
    first = client.get("/desk/log/?subject=hyllie").content.decode()
    assert first.count("<tr>") == 51 and 'rel="next"' in first
    second = client.get("/desk/log/?subject=hyllie&page=2").content.decode()
    assert second.count("<tr>") >= 11 and 'rel="prev"' in second
    assert client.get("/desk/log/?by=p59@").content.decode().count("<tr>") == 2
    assert "Nothing fits" in client.get("/desk/log/?since=2099-01-01").content.decode()
    assert client.get("/desk/log/?since=rubbish&page=x").status_code == 200
