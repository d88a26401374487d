"""Staff at Malmö and a fact of Hyllie that is to be confirmed; what is changed is taken back."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from prospect.catalogue.models import Figure
from prospect.partners.actions import admit
from prospect.partners.models import Partner


@pytest.fixture(autouse=True)
def both_sides(released, settings, django_db_blocker):
    settings.SECOND_STEP = False
    settings.SITE_URL = "https://map.example"
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def malmoe():
    return Partner.objects.get(key="malmoe")


@pytest.fixture
def editor(malmoe):
    return admit(
        email="asa@malmo.example",
        name="Åsa",
        role="editor",
        partner=malmoe,
        language="sv",
        by="tests",
    )


@pytest.fixture
def fact(today):
    """A figure of Hyllie that was due yesterday."""
    found = Figure.objects.filter(area__key="hyllie").order_by("pk").first()
    found.review_by, found.confirmed_on = today - timedelta(days=1), today - timedelta(days=366)
    found.save()
    return found
