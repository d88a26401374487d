"""AUT-01: who fails waits, longer each time; nobody is locked out by others, and restarts forget nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from prospect.accounts import waits
from prospect.accounts.models import Attempt
from prospect.accounts.waits import FREE, LONGEST_WAIT, TooSoon, begin_try, forgive, wait_after
from prospect.audit.models import Event

LOGIN, PASSWORD = "/desk/account/login/", "four words in a row"


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when a test says so."""

    class Clock:
        moment = timezone.now()

        def now(self):
            return self.moment

        def wait(self, seconds):
            self.moment += timedelta(seconds=seconds)

    kept = Clock()
    monkeypatch.setattr(waits, "timezone", kept)
    return kept


@pytest.fixture
def owner(person_with):
    person = person_with("editor")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def log_in(client, email, password="wrong words here", network="192.0.2.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=network)


def test_AUT_01_a_thousand_passwords_for_one_account_are_a_few_an_hour(client, owner, clock):
    checked = 0
    for one in range(1000):  # one try every four seconds, each from another network
        status = log_in(client, owner.email, network=f"10.{one // 250}.{one % 250}.1").status_code
        checked += status == 200
        clock.wait(4)
        assert status in (200, 429), one
    assert checked <= 15  # in 67 minutes
    assert Event.objects.filter(verb="hold back login").count() == checked - FREE["account"] + 1


def test_AUT_01_one_password_for_a_thousand_accounts_is_held_back_by_network(client, clock):
    answers = [
        log_in(client, f"p{n}@malmo.example", network=f"192.0.2.{n % 250}").status_code
        for n in range(200)
    ]
    assert answers.count(200) == FREE["network"]
    assert log_in(client, "x@malmo.example", network="198.51.100.7").status_code == 200
    said = Event.objects.filter(verb="hold back login").first()
    assert said.subject == "a network" and "192" not in str(said.details)


def test_AUT_01_the_page_says_how_long_to_wait_and_that_nothing_is_locked(client, owner, clock):
    for _ in range(FREE["account"]):
        log_in(client, owner.email)
    answer = log_in(client, owner.email, PASSWORD)
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "10"
    page = answer.content.decode()
    assert "Try again in 10 seconds" in page and "not locked" in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_AUT_01_the_owner_gets_in_after_the_wait(client, owner, clock):
    for _ in range(40):
        log_in(client, owner.email)
        clock.wait(LONGEST_WAIT)
    assert log_in(client, owner.email, PASSWORD).headers["Location"] == "/desk/"
    assert not Attempt.objects.exclude(failures=0).filter(until__gt=clock.now()).exists()


def test_AUT_01_a_try_during_the_wait_makes_it_no_longer(owner, clock):
    for _ in range(FREE["account"]):
        begin_try(account="a")
    for _ in range(100):
        with pytest.raises(TooSoon):
            begin_try(account="a")
    clock.wait(10)
    begin_try(account="a")


def test_AUT_01_a_browser_that_was_logged_in_never_waits_for_what_others_do(client, owner, clock):
    log_in(client, owner.email, PASSWORD)
    client.post("/desk/account/logout/")
    for _ in range(60):
        log_in(Client(), owner.email)
    assert log_in(Client(), owner.email, PASSWORD).status_code == 429
    assert log_in(client, owner.email, PASSWORD).headers["Location"] == "/desk/"


def test_AUT_01_a_known_browser_has_a_count_of_its_own(client, owner, clock):
    log_in(client, owner.email, PASSWORD)
    client.post("/desk/account/logout/")
    answers = [log_in(client, owner.email).status_code for _ in range(20)]
    assert answers.count(200) == FREE["browser"]


def test_AUT_01_a_known_browser_is_known_for_its_person_alone(client, owner, person_with, clock):
    log_in(client, owner.email, PASSWORD)
    client.post("/desk/account/logout/")
    other = person_with("reviewer")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    for _ in range(20):
        log_in(Client(), other.email)
    assert log_in(client, other.email, PASSWORD).status_code == 429


def test_AUT_01_the_right_password_takes_back_its_own_try_and_no_more(client, owner, clock):
    for n in range(FREE["network"] - 1):
        log_in(client, f"p{n}@malmo.example")
    for _ in range(3):
        assert log_in(Client(), owner.email, PASSWORD).status_code == 302
    log_in(client, "one-more@malmo.example")
    assert log_in(client, "another@malmo.example").status_code == 429


def test_AUT_01_waits_double_to_a_quarter_of_an_hour_and_are_forgotten_in_a_day(clock):
    told = [wait_after("account", n) for n in range(1, 14)]
    assert told == [0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert wait_after("account", 10**9) == LONGEST_WAIT
    for _ in range(FREE["account"]):
        begin_try(account="a")
    clock.wait(24 * 3600 + 1)
    begin_try(account="a")
    assert Attempt.objects.get().failures == 1


def test_AUT_01_what_is_kept_names_nobody(client, owner):
    log_in(client, owner.email)
    kept = str(list(Attempt.objects.values()))
    assert "malmo" not in kept and "192.0" not in kept


def test_AUT_01_behind_a_proxy_the_address_it_adds_counts(settings, rf):
    from prospect.accounts.networks import network_of

    def came(address, forwarded=None):
        more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
        return network_of(rf.get("/desk/", REMOTE_ADDR=address, **more))

    assert came("192.0.2.9", "203.0.113.5") == "192.0.2.0/24"  # nobody believes it without a proxy
    assert came("2001:db8:1:2ff::1") == "2001:db8:1:200::/56"
    assert came("::ffff:192.0.2.9") == "192.0.2.0/24" and came("") == ""
    settings.HTTPS = True
    assert came("127.0.0.1", "10.0.0.1, 203.0.113.5") == "203.0.113.0/24"
    assert came("127.0.0.1") == ""


def test_forgiving_a_try_that_is_gone_changes_nothing(clock):
    tried = begin_try(account="a", network="192.0.2.0/24")
    Attempt.objects.all().delete()
    forgive(tried)
    assert not Attempt.objects.exists()
