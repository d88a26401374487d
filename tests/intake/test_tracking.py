"""The page that only the sender can open: confirm, follow, withdraw; nothing of it in any log."""

import logging

import pytest
from filled import WISH

from prospect.log_lines import LogLines
from prospect.mail.models import Letter
from prospect.suggestions.models import Participation, Suggestion


@pytest.fixture
def opened(post, client):
    """The address in the letter of a sent form."""

    def make(**more):
        post("/sv/ideas/suggest/", **more)
        return f"/sv/ideas/suggestion/{Suggestion.objects.get().token}/"

    return make


def test_looking_confirms_nothing_as_scanners_of_mail_look(client, opened):
    path = opened()
    assert client.get(path).status_code == client.head(path).status_code == 200
    assert Suggestion.objects.get().state == "unconfirmed"
    assert client.post(path, {"step": "confirm"}).status_code == 302
    assert Suggestion.objects.get().state == "waiting"


def test_a_form_of_another_site_confirms_nothing(client, opened):
    path = opened()
    client.post(path, {"step": "confirm"}, headers={"Origin": "https://evil.example"})
    assert Suggestion.objects.get().state == "unconfirmed"


@pytest.mark.parametrize("step", ["", "accept", "state", "declined"])
def test_AZN_02_a_sender_takes_no_step_of_the_desk(client, opened, step):
    path = opened()
    client.post(path, {"step": step, "state": "accepted", "answer": "x"})
    one = Suggestion.objects.get()
    assert (one.state, one.answer) == ("unconfirmed", "")


def test_AZN_01_a_made_up_address_opens_nothing(client, opened):
    path = opened()
    mark = path.rstrip("/").rpartition("-")[2]
    for token in (f"1-{mark}x", f"999999-{mark}", mark, "1", "-", "%00", "x" * 500):
        assert client.get(f"/sv/ideas/suggestion/{token}/").status_code in (400, 404)
        assert client.post(f"/sv/ideas/suggestion/{token}/").status_code in (400, 404)


def test_withdrawn_the_page_says_so_and_holds_nothing(client, opened):
    path = opened()
    client.post(path, {"step": "confirm"})
    client.post(path, {"step": "withdraw"})
    page = client.get(path).content.decode()
    assert "Tandhjulsbane" not in page and Suggestion.objects.get().state == "withdrawn"
    assert not Letter.objects.filter(to="bo@citizen.example").exists()


def test_the_page_of_taking_part_works_alike(client, post):
    post("/sv/ideas/oresund_metro/take-part/", base=WISH)
    path = f"/sv/ideas/participation/{Participation.objects.get().token}/"
    assert client.get(path).status_code == 200
    assert Participation.objects.get().confirmed_at is None
    client.post(path, {"step": "confirm"})
    assert Participation.objects.get().confirmed_at
    assert client.get(path).status_code == 200
    other = path.replace("participation", "suggestion")
    assert client.get(other).status_code == 404


def test_PRV_04_no_log_line_holds_an_address_a_word_or_what_opens_a_page(
    client, opened, caplog, post
):
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, logger="prospect.requests")
    path = opened(title="xyzzyq", proposal="xyzzyq", name="xyzzyq")
    client.get(path), client.post(path, {"step": "confirm"})
    post(stamp=None, title="xyzzyq")
    client.get("/en/ideas/suggest/similar/", {"q": "xyzzyq"})
    for odd in (path.rstrip("/"), path.removeprefix("/sv"), f"{path}more/"):
        client.get(odd)
    client.put(path)
    (writer,) = [one for one in logging.getLogger().handlers if isinstance(one, LogLines)]
    told = [(line.name, writer._line(line).decode()) for line in caplog.records]
    assert sum(name == "prospect.requests" for name, _said in told) >= 7
    token = path.rstrip("/").rpartition("/")[2]
    for name, said in told:
        if name.startswith("django.db"):
            continue  # statements, which only a developer turns on
        for secret in ("xyzzyq", "bo@citizen", token, "192.0.2.7"):
            assert secret not in said, name


def test_a_click_that_comes_from_elsewhere_is_told_and_does_nothing(client, opened):
    path = opened()
    answer = client.post(path, {"step": "confirm"}, headers={"Origin": "null"})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert Suggestion.objects.get().confirmed_at is None


def test_consent_can_be_taken_back_while_it_waits(client, opened):
    path = opened(name="Bo", named="on")
    client.post(path, {"step": "confirm"})
    assert 'value="unname"' in client.get(path).content.decode()
    client.post(path, {"step": "unname"})
    one = Suggestion.objects.get()
    assert (one.named, one.unname_at) == (False, None)
    assert 'value="unname"' not in client.get(path).content.decode()


def test_an_idea_called_suggestion_can_be_taken_part_in(client):
    from django.urls import resolve

    assert resolve("/en/ideas/suggestion/take-part/").view_name == "intake:take_part"
