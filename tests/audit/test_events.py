"""The log is only ever added to, and tells who did what, to what, when."""

import pytest
from django.db import DatabaseError, connection, transaction

from prospect.audit.actions import record_event
from prospect.audit.models import AppendOnly, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record_event(by="asa@malmo.example", verb="save", subject="area hyllie")


def test_AZN_10_an_event_says_who_did_what_to_what_and_when(event):
    assert (event.by, event.verb, event.subject) == ("asa@malmo.example", "save", "area hyllie")
    assert event.happened_at is not None


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: event.save(update_fields=["by"]),
        lambda event: event.delete(),
        lambda event: Event.objects.update(by="x"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event._base_manager.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["by"]),
    ],
)
def test_AZN_10_no_way_of_ours_changes_or_removes_an_event(event, attempt):
    event.by = "somebody else"
    with pytest.raises(AppendOnly):
        attempt(event)
    assert Event.objects.get(pk=event.pk).by == "asa@malmo.example"


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET \"by\" = 'x'", "DELETE FROM audit_event"]
)
def test_AZN_10_the_database_itself_refuses(event, statement):
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.filter(pk=event.pk, by="asa@malmo.example").exists()
