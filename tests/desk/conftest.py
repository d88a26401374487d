"""Staff of the tests: one person for each role, at Malmö, and a partner that is not theirs."""

import pytest
from django.core.cache import cache
from django.db import transaction

from prospect.partners.actions import admit
from prospect.partners.models import Partner, Person
from prospect.registers.roles import ROLES

PASSWORD = "four words in a row"


@pytest.fixture(autouse=True)
def both_sides(released, settings, django_db_blocker):
    """Give the editing database and the release; what is changed is taken back.

    As in the demo no second step is asked; the tests of it do so themselves.
    """
    settings.SECOND_STEP = False
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()  # counts of failed logins


@pytest.fixture
def malmoe():
    return Partner.objects.get(key="malmoe")


@pytest.fixture
def koebenhavn():
    return Partner.objects.get(key="koebenhavn")


@pytest.fixture
def person_with(malmoe):
    """Make a person with a role at Malmö, or with a regional one, or with none."""

    def make(role, at=None, email=None):
        email = email or f"{role}@malmo.example"
        if role == "no_role":
            person = Person.objects.create_user(email, name="Nobody yet")
        else:
            partner = None if ROLES[role].regional else at or malmoe
            person = admit(email=email, name=role, role=role, partner=partner, by="tests")
        person.set_password(PASSWORD)
        person.save()
        return person

    return make


@pytest.fixture
def logged_in(client, person_with):
    """A client of somebody with a role; ``nobody`` is not logged in."""

    def log_in(role, **more):
        if role != "nobody":
            assert client.login(email=person_with(role, **more).email, password=PASSWORD)
        return client

    return log_in
