"""The promise of a partner: within how many working days an enquiry is answered."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Organisation
from prospect.editing.actions import RELEASE, content_at, decide, save_draft
from prospect.explore import contact_card
from prospect.jobs.models import Job
from prospect.languages.text import Text
from prospect.partners.models import Partner
from prospect.records.content import content_of
from prospect.records.models import Dossier, published
from prospect.regionpack.actions import export_pack, load_pack

TERMS = {"two_pairs_of_eyes": "on", "review_days": "365", "grace_days": "90", "border": ""}
PART = "explore/parts/area_contact.html"


@pytest.fixture
def promise(logged_in, malmoe):
    """Send the form of Malmö's terms with a promise; gives the answer and what is kept then."""

    def send(days, role="partner_admin"):
        client = logged_in(role)
        answer = client.post(reverse("desk:terms", args=["malmoe"]), {**TERMS, "answer_days": days})
        malmoe.refresh_from_db()
        return answer.status_code, malmoe.answer_days

    return send


def test_an_administrator_promises_and_the_public_is_told_with_the_next_release(promise):
    assert promise("2") == (302, 2)
    assert Job.objects.filter(kind=RELEASE, state="waiting").exists()
    assert Event.objects.first().details == {"fields": ["answer_days"]}


def test_the_same_promise_again_builds_nothing(promise, malmoe):
    Partner.objects.filter(pk=malmoe.pk).update(answer_days=2)
    Job.objects.all().delete()
    assert promise("2") == (302, 2)
    assert not Job.objects.filter(kind=RELEASE).exists()


def test_a_promise_can_be_taken_back(promise, malmoe):
    Partner.objects.filter(pk=malmoe.pk).update(answer_days=2)
    assert promise("") == (302, None)


@pytest.mark.parametrize("days", ["0", "61", "-1", "1.5", "two", "9" * 40])
def test_what_is_no_number_of_days_is_refused_and_told(promise, days):
    assert promise(days) == (400, None)


def test_a_draft_of_the_partner_never_takes_a_promise_back(promise, person_with, malmoe):
    writer, reviewer = person_with("editor"), person_with("reviewer")
    content = content_of(malmoe)
    dossier = save_draft(malmoe, {**content, "languages": ["sv"]}, by=writer, based_on=0)
    assert "answer_days" not in content_at(dossier)
    promise("3")
    decide(malmoe, "approve", by=reviewer, based_on=Dossier.objects.of(malmoe).get().number)
    kept = Partner.objects.get(pk=malmoe.pk)
    assert (kept.answer_days, kept.languages) == (3, ("sv",))


def test_the_office_of_the_partner_tells_the_promise_and_nobody_else_does():
    area = published(Area).select_related("partner").get(key="hyllie")
    area.partner.answer_days = 2
    card = contact_card.card_for("SE", area.partner, area)
    assert {one.key for one in card.contacts if one.answer_days} == {area.partner.office}
    office = published(Organisation).get(key=area.partner.office)
    other = published(Organisation).get(key="malmo_fgk")
    assert contact_card.contact_of(office, area.partner).answer_days == 2
    assert contact_card.contact_of(other, area.partner).answer_days is None


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 1, "Answers within 1 working day<"),
        ("en", 2, "Answers within 2 working days<"),
        ("da", 1, "Svarer inden for 1 arbejdsdag<"),
        ("da", 2, "Svarer inden for 2 arbejdsdage<"),
        ("sv", 1, "Svarar inom 1 arbetsdag<"),
        ("sv", 2, "Svarar inom 2 arbetsdagar<"),
    ],
)
def test_the_promise_is_told_in_every_language(language, days, words):
    contact = contact_card.Contact("a", Text({"en": "A"}), ["Office"], Text(), "", answer_days=days)
    with translation.override(language):
        assert words in render_to_string(PART, {"contact": contact})


def test_without_a_promise_nothing_is_said(client):
    assert "working day" not in client.get("/en/contacts/").content.decode()
    assert "working day" not in client.get("/en/areas/hyllie/").content.decode()


def test_a_pack_without_the_column_leaves_the_promise_and_one_with_it_decides(
    tmp_path, pack, malmoe
):
    Partner.objects.filter(pk=malmoe.pk).update(answer_days=4)
    load_pack(pack, by="tests")
    assert Partner.objects.get(pk=malmoe.pk).answer_days == 4
    export_pack(tmp_path / "out")
    table = tmp_path / "out" / "partners.csv"
    table.write_text(table.read_text().replace("Malmö,4\n", "Malmö,5\n"))
    load_pack(tmp_path / "out", by="tests")
    assert Partner.objects.get(pk=malmoe.pk).answer_days == 5
    connection.check_constraints()
