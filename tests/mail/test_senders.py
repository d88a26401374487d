"""Senders as processes of their own: two at once, and one that is killed."""

import subprocess
import sys

import pytest
from served import CHECKOUT, environment

SETUP = "import django; django.setup()\n"
WRITE = """
from prospect.mail.actions import write_letter
for number in range({number}):
    write_letter("password_reset", to=f"p{{number}}@malmo.example", language="da", context={{"address": "x"}})
"""
ASK = """
from prospect.mail.models import Letter
print(*Letter.objects.order_by("pk").values_list({field!r}, flat=True))
"""
LATER = """
from django.utils import timezone
from prospect.mail.models import Letter
Letter.objects.filter(claimed_until__gt=timezone.now()).update(claimed_until=timezone.now())
"""
SEND = "from prospect.mail.post import send_waiting\nprint(send_waiting())"


class Home:
    """A PROSPECT_HOME whose outbox other processes fill and empty."""

    def __init__(self, folder, mail_url):
        self.folder, self.mail_url = folder, mail_url
        self.run(
            "from django.core.management import call_command; call_command('migrate', verbosity=0)"
        )

    def start(self, words):
        mail = {"PROSPECT_MAIL_URL": self.mail_url, "PROSPECT_MAIL_FROM": "map@prospect.example"}
        return subprocess.Popen(
            [sys.executable, "-c", SETUP + words],
            env=environment(self.folder) | mail, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, words):
        said, _ = (process := self.start(words)).communicate(timeout=60)
        assert process.returncode == 0
        return said.strip()

    def ask(self, field):
        return self.run(ASK.format(field=field)).split()

    def states(self):
        return self.ask("state")


@pytest.fixture
def home(tmp_path, postbox, settings):
    return Home(tmp_path, settings.MAIL_URL)


def test_MAI_04_two_senders_at_once_send_each_letter_once(home, postbox):
    home.run(WRITE.format(number=12))
    postbox.mode = "slow"
    senders = [home.start(SEND) for _ in range(2)]
    numbers = [int(sender.communicate(timeout=60)[0]) for sender in senders]
    assert sum(numbers) == 12 and home.states() == ["sent"] * 12
    assert len(postbox.ids()) == len(set(postbox.ids())) == 12


@pytest.mark.parametrize(("mode", "copies"), [("held at RCPT", 1), ("held at DATA", 2)])
def test_MAI_04_a_killed_sender_loses_nothing(home, postbox, mode, copies):
    home.run(WRITE.format(number=2))
    postbox.mode = mode
    sender = home.start(SEND)
    assert postbox.reached.wait(30)
    sender.kill()
    sender.communicate(timeout=30)
    postbox.mode = ""
    postbox.goes_on.set()
    assert home.run(SEND) == "1"  # the other letter; the first is still claimed
    assert home.states() == ["waiting", "sent"]
    home.run(LATER)  # five minutes go by
    assert home.run(SEND) == "1" and home.states() == ["sent", "sent"]
    kept = home.ask("message_id")
    assert postbox.ids().count(kept[0]) == copies  # the same Message-ID tells they are one
    assert postbox.ids().count(kept[1]) == 1
