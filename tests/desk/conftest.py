"""Staff of the tests: one person for each role, at Malmö, and a partner that is not theirs."""

import pytest
from django.db import transaction
from employer_issuer import CLIENT, SECRET, Issuer

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


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """The employer's issuer, for a module of tests."""
    made = Issuer(tmp_path_factory.mktemp("issuer"))
    yield made
    made.close()


@pytest.fixture
def employer(issuer, settings):
    """The issuer as the operator of this site configured it, telling the truth."""
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer.address, "Malmö stad"
    settings.OIDC_CLIENT, settings.OIDC_SECRET = CLIENT, SECRET
    issuer.tell(
        {"s-1": {"email": "asa@malmo.example", "name": "Asa", "prospect_roles": ["editor:malmoe"]}}
    )
    yield issuer
    issuer.tamper.clear()
