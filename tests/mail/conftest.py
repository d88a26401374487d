"""An outbox that commits, as senders need it, and the mail server of the tests."""

import pytest
from postbox import Postbox, listening

from prospect.mail import post
from prospect.mail.actions import write_letter
from prospect.mail.models import Letter

FROM = "Prospect <map@prospect.example>"


@pytest.fixture(autouse=True)
def outbox(django_db_setup, django_db_blocker, settings, monkeypatch):
    """Let letters be committed, as senders need them, and take them away again."""
    monkeypatch.setattr(post, "PATIENCE", 0.5)
    settings.MAIL_FROM = FROM
    with django_db_blocker.unblock():
        yield Letter.objects
        Letter.objects.all().delete()


@pytest.fixture
def postbox(settings):
    box = Postbox()
    with listening(box) as port:
        settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
        yield box


@pytest.fixture
def letter():
    """Write one letter to Åsa."""

    def write(**changes):
        context = {
            "what": "Hyllie",
            "who": "Per Berg",
            "reason": "",
            "address": "https://x.example/",
        }
        given = {"to": "asa@malmo.example", "language": "sv", **changes}
        return write_letter(
            given.pop("name", "sent_back"), context=context | given.pop("context", {}), **given
        )

    return write
