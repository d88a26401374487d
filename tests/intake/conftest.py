"""Forms of visitors, sent as a person does."""

import pytest
from django.db import transaction
from filled import IDEA, stamp


@pytest.fixture(autouse=True)
def both_sides(released, django_db_blocker):
    """The editing database, taken back after each test, and the release."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def post(client):
    """Send the form of an idea; what is None is left out."""

    def send(path="/en/ideas/suggest/", *, headers=None, address="192.0.2.7", base=IDEA, **more):
        fields = {**base, "stamp": stamp(), "seen": "yes", **more}
        given = {name: value for name, value in fields.items() if value is not None}
        return client.post(path, given, headers=headers or {}, REMOTE_ADDR=address)

    return send
