"""Suggestions of the tests: who sends them, and who answers for the region."""

import pytest
from django.db import transaction

from prospect.partners.actions import admit
from prospect.suggestions.actions import confirm_suggestion, suggest
from prospect.suggestions.models import Suggestion

SITE = "https://map.example"
GIVEN = {
    "title": "Cykelparkering vid Hyllie",
    "problem": "Det finns ingen plats för cyklar när man pendlar över sundet.",
    "proposal": "Bygg ett garage för 2 000 cyklar, med samma biljett som i København.",
    "place": "Hyllie",
    "name": "Åsa Öberg",
    "email": "asa@citizen.example",
    "named": True,
}


@pytest.fixture(autouse=True)
def both_sides(released, django_db_blocker):
    """The editing database, taken back after each test, and the release."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def admin():
    return admit(email="inger@region.example", name="Inger", role="regional_admin", partner=None, by="tests")  # fmt: skip


@pytest.fixture
def sent():
    """Make a suggestion, confirmed unless said otherwise."""

    def make(*, confirmed=True, once="once-1", language="sv", **more):
        made = suggest(once=once, fields={**GIVEN, **more}, language=language, site=SITE)
        if confirmed:
            confirm_suggestion(made, site=SITE)
        return Suggestion.objects.get(pk=made.pk)

    return make
