"""Sending an idea without account or cookie: what comes through, what is shown again, and that nothing is lost."""

import html
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import OperationalError
from filled import IDEA, WISH, page_of, stamp, stamp_in

from prospect.intake.guards import MOST_SENT
from prospect.mail.models import Letter
from prospect.suggestions.models import Participation, Suggestion

DAY = 24 * 60 * 60
PLAIN = (
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{7*7}}",
    "javascript:alert(1)",
)
LAWFUL = {"en": "article 6(1)(e)", "da": "artikel 6, stk. 1, litra e", "sv": "artikel 6.1 e"}


def kept_whole(answer):
    """Whether a page shows a form with all that was typed."""
    page = html.unescape(page_of(answer))
    return all(words in page for words in IDEA.values() if words)


@pytest.mark.parametrize("language", LAWFUL)
def test_PRV_05_the_notice_stands_before_the_button_and_consent_is_unticked(client, language):
    for path in ("ideas/suggest/", "ideas/oresund_metro/take-part/"):
        page = page_of(client.get(f"/{language}/{path}"))
        assert page.index('id="privacy"') < page.index('<button class="btn"')
        assert LAWFUL[language] in page and "Datatilsynet" in page
        assert "checked" not in page
    assert 'name="named"' in page_of(client.get(f"/{language}/ideas/suggest/"))


def test_a_form_sets_no_cookie_and_nobody_keeps_or_indexes_it(client, post):
    for answer in (client.get("/sv/ideas/suggest/"), post()):
        assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.status_code == 303


def test_an_idea_is_kept_and_its_letter_waits_in_the_senders_language(post):
    answer = post("/da/ideas/suggest/")
    assert answer.headers["Location"] == "/da/ideas/suggest/sent/"
    one = Suggestion.objects.get()
    assert (one.state, one.language, one.title) == ("unconfirmed", "da", IDEA["title"])
    [letter] = Letter.objects.all()
    assert letter.language == "da" and "/da/ideas/suggestion/" in letter.body


def test_ENQ_03_sent_twice_it_is_one_idea_and_one_letter(post):
    first, again = post(), post()
    assert first.status_code == again.status_code == 303
    assert Suggestion.objects.count() == 1 and Letter.objects.count() == 1


def test_ENQ_03_the_same_form_with_other_words_is_asked_about_and_then_a_second_idea(post):
    post()
    other = post(proposal="Byg en tunnel.")
    assert other.status_code == 409 and "Byg en tunnel." in page_of(other)
    assert Suggestion.objects.count() == 1
    with mock.patch("prospect.intake.stamps.YOUNGEST", 0):
        assert post(proposal="Byg en tunnel.", stamp=stamp_in(other)).status_code == 303
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (lambda: stamp(age=1), "That was very quick"),
        (lambda: stamp(age=DAY + 60), "open for more than a day"),
        (lambda: "made-up", "came back incomplete"),
        (lambda: None, "came back incomplete"),
    ],
)
def test_ENQ_06_a_form_too_young_too_old_or_without_a_stamp_is_shown_again_filled(
    post, given, words
):
    answer = post(stamp=given())
    assert answer.status_code == 400 and kept_whole(answer) and words in page_of(answer)
    assert not Suggestion.objects.exists() and not Letter.objects.exists()


def test_ENQ_06_sent_again_an_old_form_is_kept(post):
    old = post(stamp=stamp(age=DAY + 60, once="old"))
    with mock.patch("prospect.intake.stamps.YOUNGEST", 0):
        assert post(stamp=stamp_in(old)).status_code == 303
    assert Suggestion.objects.get().once == "old"


def test_ENQ_02_one_network_sends_so_much_an_hour_whatever_its_headers_say(post):
    for number in range(MOST_SENT):
        assert (
            post(stamp=stamp(once=f"n-{number}"), email=f"n{number}@citizen.example").status_code
            == 303
        )
    for turn in ({"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}):
        answer = post(stamp=stamp(once="more"), headers=turn, address="192.0.2.99")
        assert answer.status_code == 429 and kept_whole(answer)
    assert (
        post(
            stamp=stamp(once="else"), address="198.51.100.1", email="e@citizen.example"
        ).status_code
        == 303
    )
    assert Suggestion.objects.count() == MOST_SENT + 1


def test_ENQ_02_behind_a_proxy_the_last_address_counts_and_an_ipv6_network_is_one(post, settings):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    with mock.patch.object(settings, "HTTPS", True):
        for number in range(MOST_SENT):
            said = {"X-Forwarded-For": f"198.51.100.{number}, 2001:db8:1:2::{number + 1:x}"}
            who = f"p{number}@citizen.example"
            assert post(stamp=stamp(once=f"p-{number}"), headers=said, email=who).status_code == 303
        said = {"X-Forwarded-For": "203.0.113.1, 2001:db8:1:2:ffff::9"}
        assert post(stamp=stamp(once="p-x"), headers=said).status_code == 429
        said = {"X-Forwarded-For": "2001:db8:1:2::1, 2001:db8:9::1"}
        assert (
            post(stamp=stamp(once="p-y"), headers=said, email="y@citizen.example").status_code
            == 303
        )


def test_a_place_is_free_again_after_an_hour(post):
    for number in range(MOST_SENT):
        post(stamp=stamp(once=f"n-{number}"), email=f"n{number}@citizen.example")
    cache.clear()
    assert post(stamp=stamp(once="later"), email="later@citizen.example").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "https://evil.example/x"}],
)
def test_WEB_01_a_form_of_another_site_is_shown_and_not_kept(post, headers):
    answer = post(headers=headers)
    assert answer.status_code == 400 and kept_whole(answer)
    assert not Suggestion.objects.exists()
    assert post(headers={"Origin": "http://testserver"}).status_code == 303


def test_what_only_a_robot_fills_in_is_told_and_not_kept(post):
    answer = post(website="https://spam.example")
    assert answer.status_code == 400 and kept_whole(answer) and not Suggestion.objects.exists()


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\u202e", "\u2066", "\x85", "\ue000"])
@pytest.mark.parametrize("field", ["title", "proposal", "place"])
def test_XSS_09_signs_that_cannot_be_seen_are_refused_with_the_rest_kept(post, sign, field):
    answer = post(**{field: f"be{sign}fore"})
    if sign == "\x85" and field != "proposal":  # a kind of space, in one line
        assert answer.status_code == 303
    else:
        assert answer.status_code == 400 and not Suggestion.objects.exists()


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\ufeff"])
def test_what_comes_along_when_text_is_pasted_is_dropped(post, sign):
    assert post(title=f"be{sign}fore").status_code == 303
    assert Suggestion.objects.get().title == "before"


def test_the_fourth_letter_of_a_day_is_told_and_the_words_stay(post):
    for number in range(3):
        assert post(stamp=stamp(once=f"d-{number}")).status_code == 303
    answer = post(stamp=stamp(once="d-3"))
    assert answer.status_code == 429 and kept_whole(answer) and answer["Retry-After"]
    assert Suggestion.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "size"), [("title", 121), ("problem", 2001), ("proposal", 4001), ("place", 201), ("name", 121)]
)  # fmt: skip
def test_no_field_takes_more_than_there_is_room_for(post, field, size):
    answer = post(**{field: "x" * size})
    assert answer.status_code == 400 and "x" * size in page_of(answer)
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("email", ["", "bo", "bo@", "a@b.dk\r\nBcc: x@y.dk", "a@b.dk, c@d.dk"])
def test_MAI_05_no_address_no_letter(post, email):
    assert post(email=email).status_code == 400 and not Letter.objects.exists()


def test_whoever_wants_to_be_named_gives_a_name(post):
    assert post(named="on").status_code == 400
    assert post(named="on", name="Bo").status_code == 303 and Suggestion.objects.get().named


@pytest.mark.parametrize("words", PLAIN)
def test_XSS_01_XSS_06_what_is_typed_is_text_on_every_page(post, client, words):
    again = page_of(post(title=words, proposal=words, email=words))
    post(title=words, proposal=words, problem=words, place=words, name=words, named="on")
    one = Suggestion.objects.get()
    tracked = page_of(client.get(f"/en/ideas/suggestion/{one.token}/"))
    for page in (again, tracked):
        assert "<img src=x" not in page and "<svg onload" not in page
        assert (
            'href="javascript:' not in page and "49" not in page.split("<h1")[1].split("</h1>")[0]
        )


def test_before_it_is_kept_the_sender_sees_once_what_is_like_it(post):
    given = {"title": "A metro under the Sound between Copenhagen and Malmö", "problem": ""}
    answer = post(seen="", **given)
    page = page_of(answer)
    assert answer.status_code == 200 and "/en/ideas/oresund_metro/take-part/" in page
    assert not Suggestion.objects.exists() and 'name="seen" value="yes"' in page
    assert post(seen="yes", **given).status_code == 303
    assert post(seen="", stamp=stamp(once="b")).status_code == 303  # nothing is like it


def test_XSS_06_similar_ideas_are_told_as_data(client):
    answer = client.get("/sv/ideas/suggest/similar/", {"q": "tunnelbana metro under sundet"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["ideas"][0]["page"] == "/sv/ideas/oresund_metro/"
    for words in (*PLAIN, "", "x" * 1500, "\u0000"):
        reply = client.get("/sv/ideas/suggest/similar/", {"q": words})
        assert reply.status_code in (200, 400) and "onerror" not in page_of(reply)


def test_FLT_09_while_the_database_is_away_the_text_stays_on_the_page(post, client):
    fault = OperationalError("database is locked")
    with mock.patch("prospect.suggestions.actions.suggest", side_effect=fault):
        answer = post("/en/ideas/suggest/")
    assert answer.status_code == 503 and kept_whole(answer) and answer.headers["Retry-After"]
    assert answer.headers["Cache-Control"] == "no-store"
    with mock.patch("prospect.intake.views.mailbox_of", side_effect=fault):
        assert client.get("/en/ideas/oresund_metro/take-part/").status_code == 200
    with mock.patch("prospect.suggestions.models.Suggestion.named_by", side_effect=fault):
        assert client.get("/en/ideas/suggestion/1-x/").status_code == 503


def test_AZN_02_a_field_no_form_has_changes_nothing(post):
    post(state="accepted", answer="Yes", answered_by="me", initiative="oresund_metro", language="da", credit="x")  # fmt: skip
    one = Suggestion.objects.get()
    assert (one.state, one.answer, one.answered_by, one.initiative, one.credit) == (
        "unconfirmed", "", "", "", "",
    )  # fmt: skip
    assert one.language == "en"


def test_who_wants_to_take_part_is_kept_for_a_public_idea_alone(post):
    path = "/sv/ideas/oresund_metro/take-part/"
    assert post(path, base=WISH).status_code == 303
    one = Participation.objects.get()
    assert (one.initiative, one.language, one.confirmed_at) == ("oresund_metro", "sv", None)
    assert post("/sv/ideas/nowhere/take-part/", base=WISH).status_code == 404


def test_an_older_release_leads_to_the_forms_of_today(client, released):
    answer = client.get(f"/as-of/{released.id}/sv/ideas/suggest/")
    assert answer.status_code == 302 and answer.headers["Location"] == "/sv/ideas/suggest/"
    old = page_of(client.get(f"/as-of/{released.id}/sv/ideas/"))
    assert "suggest/" not in old and "/sv/ideas/suggest/" in page_of(client.get("/sv/ideas/"))


@pytest.mark.parametrize("path", ["suggest/similar/", "suggest/sent/"])
def test_pages_that_only_tell_take_nothing(client, path):
    assert client.post(f"/en/ideas/{path}").status_code == 405


def test_where_no_letter_can_be_sent_the_form_says_so(client, settings):
    assert "does not send letters yet" in page_of(client.get("/en/ideas/suggest/"))
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    assert "does not send letters yet" not in page_of(client.get("/en/ideas/suggest/"))
