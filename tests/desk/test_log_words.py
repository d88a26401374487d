"""The log tells in the reader's language who did what to which record, with links and no codes."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from prospect.audit.actions import record_event
from prospect.audit.models import Event
from prospect.catalogue.models import Area
from prospect.desk.kinds import KINDS
from prospect.desk.log_words import field_name, tell
from prospect.editing.actions import save_draft
from prospect.mail.actions import write_letter
from prospect.records.content import content_of, fields_of
from prospect.registers.deeds import DEEDS
from prospect.releases.store import current_id


@pytest.fixture
def told(person_with):
    """Record one event and tell it to a regional administrator, in a language."""
    reader = person_with("regional_admin")

    def make(language="en", **event):
        made = record_event(**{"by": "worker", "verb": "save", "subject": "area hyllie"} | event)
        with translation.override(language):
            [one] = tell([made], reader)
        return one

    return make


@pytest.mark.parametrize(
    ("language", "done", "field"),
    [
        ("en", "saved a draft", "In one sentence and Stage"),
        ("da", "gemte en kladde", "Med én sætning og Stade"),
        ("sv", "sparade ett utkast", "Med en mening och Skede"),
    ],
)
def test_what_was_done_and_to_which_fields_is_told_in_the_readers_language(
    told, language, done, field
):
    one = told(language, details={"fields": ["summary", "stage"]})
    assert (one.done, one.address) == (done, "/desk/records/area/hyllie/")
    assert one.subject.endswith(": Hyllie")
    labels = KINDS["area"].labels
    with translation.override(language):
        assert one.details[0][1] == f"{labels['summary']} {field.split()[-2]} {labels['stage']}"


def test_people_partners_and_roles_have_their_names(told, person_with, malmoe):
    person = person_with("editor", email="asa@malmo.example")
    one = told(
        by="asa@malmo.example", verb="admit", subject=f"person {person.pk}",
        details={"role": "editor", "partner": "malmoe"},
    )  # fmt: skip
    assert (one.who, one.subject, one.address) == ("editor", "editor", "/desk/people/")
    assert one.details == [("Role", "Editor"), ("Partner", "Malmö")]


def test_letters_releases_and_tables_are_told_in_words(told):
    letter = write_letter("login_changed", to="a@b.example", language="en", context={"what": "x"})
    one = told(verb="send letter again", subject=f"letter {letter.pk}")
    assert one.subject == f"Letter: {letter.subject}"
    assert one.address == f"/desk/letters/{letter.pk}/"
    assert told(verb="activate release", subject=current_id()).subject.startswith("Release of ")
    one = told(verb="import", subject="area", details={"file": "a.csv", "keys": ["x", "y"]})
    assert one.subject == "Table: Areas"
    assert one.details == [("File", "a.csv"), ("Taken over", "2 records")]


@pytest.mark.parametrize(
    "subject", ["area no_such", "person 999999", "letter 9", "nonsense", "", "area "]
)
def test_what_is_gone_has_no_link(told, subject):
    assert told(subject=subject).address == ""


def test_moments_and_days_are_written_as_the_reader_does(told):
    details = {"publish_at": "2026-11-27T13:05:00+00:00", "on": "2026-11-27"}
    words = dict(told("da", details=details).details).values()
    assert {"27. november 2026 kl.\u00a014.05", "27. november 2026"} == set(words)


def test_every_field_a_revision_keeps_has_a_name_in_words():
    for kind in KINDS.values():
        for field in fields_of(kind.model):
            assert field_name(kind.code, field.attname) not in (field.attname, field.name), field


def test_every_deed_that_is_recorded_has_words(person_with, malmoe):
    editor = person_with("editor")
    area = Area.objects.get(key="hyllie")
    save_draft(area, {**content_of(area), "owners": ["X"]}, by=editor, based_on=0)
    assert {event.verb for event in Event.objects.all()} <= set(DEEDS)


def test_questions_to_the_database_do_not_grow_with_the_events(person_with):
    reader, areas = person_with("regional_admin"), list(Area.objects.all()[:20])

    def questions(some):
        events = [
            record_event(by="a@b.example", verb="save", subject=str(f"area {one.key}"))
            for one in some
        ]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tell(events, reader)
        return len(asked)

    few = questions(areas[:2])
    assert questions(areas) <= few


def test_the_table_keeps_codes_and_gives_words_beside_them(logged_in):
    record_event(by="worker", verb="save", subject="area hyllie", details={"fields": ["stage"]})
    answer = logged_in("regional_admin").get("/desk/log/?csv=yes&subject=hyllie")
    row = next(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert (row["verb"], row["subject"], row["details"]) == (
        "save",
        "area hyllie",
        "fields: ['stage']",
    )
    assert (row["done"], row["record"]) == ("saved a draft", "Area: Hyllie")
    assert row["who"] == "the worker"


def test_the_log_is_narrowed_by_a_deed_in_words(logged_in):
    record_event(by="a@b.example", verb="archive", subject="area hyllie")
    client = logged_in("regional_admin")
    page = client.get("/desk/log/?verb=archive").content.decode()
    assert page.count("<tr>") == 2 and '<option value="archive" selected>' in page
