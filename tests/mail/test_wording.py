"""What letters say: plain text in the receiver's language, one subject, one receiver."""

import datetime

import pytest

from prospect.languages.text import Text
from prospect.mail.models import KEYS, Letter
from prospect.mail.post import send_waiting
from prospect.mail.wording import word_letter

FACT = {
    "what": "Jobs",
    "value": "4 200",
    "since": datetime.date(2026, 3, 1),
    "address": "https://x.example/c/1",
}
CONTEXTS = {
    "invitation": {"name": "Åsa Öberg", "who": "Per Berg", "address": "https://x.example/w"},
    "password_reset": {"address": "https://x.example/r"},
    "login_changed": {"what": "Your password was changed."},
    "review_asked": {"what": "Hyllie", "who": "Per Berg", "address": "https://x.example/1"},
    "review_asked_many": {"number": 60, "who": "Per Berg", "address": "https://x.example/l"},
    "approved_many": {"number": 60, "who": "Per Berg", "address": "https://x.example/l"},
    "sent_back": {"what": "Hyllie", "who": "Per", "reason": "Too short.", "address": "https://x.example/1"},
    "doubted": {"what": "Jobs", "value": "4 200", "words": "It is 5 000.", "address": "https://x.example/1"},
    "approved": {"what": "Hyllie", "who": "Per Berg", "address": "https://x.example/1"},
    "release_failed": {"reason": "2 links lead nowhere", "address": "https://x.example/1"},
    "reminder": {"partner": "Malmö", "facts": [FACT, FACT | {"since": None}], "desk": "https://x.example/d"},
}  # fmt: skip
SENDER = {"what": "Cykelgarage", "address": "https://x.example/t"}
IDEA = {"idea": Text({"en": "A cycling region"}), "idea_address": "https://x.example/i"}
CONTEXTS |= {
    "suggestion_confirm": {"days": 7, "address": "https://x.example/t"},
    "suggestion_received": SENDER | {"by": datetime.date(2026, 12, 24)},
    "suggestion_waiting": SENDER | {"by": datetime.date(2026, 12, 24)},
    "suggestion_accepted": SENDER | IDEA | {"words": "Thank you."},
    "suggestion_merged": SENDER | IDEA | {"words": "It is the same."},
    "suggestion_declined": SENDER | {"words": "The bridge is full."},
    "participation_confirm": {"days": 7, "address": "https://x.example/t"},
    "participation": {"what": IDEA["idea"], "who": "Bo Holm", "organisation": "Cykelklubben",
                      "words": "We can count.", "email": "bo@x.example", "lead": True,
                      "address": "https://x.example/i"},
    "participation_received": {"what": IDEA["idea"], "lead": "Region Skåne", "address": "https://x.example/i"},
}  # fmt: skip
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"]


@pytest.mark.parametrize("language", ["en", "da", "sv"])
@pytest.mark.parametrize("name", CONTEXTS)
def test_every_letter_has_a_subject_its_words_and_its_address(name, language):
    subject, body = word_letter(name, language=language, context=CONTEXTS[name])
    assert subject and "\n" not in subject and len(body) > 80 and "{" not in subject + body
    for value in CONTEXTS[name].values():
        assert not isinstance(value, str) or value in subject + body
    assert "\n\n\n" not in body and body.endswith("\n")


def test_every_template_is_tried():
    from pathlib import Path

    import prospect.mail

    folder = Path(prospect.mail.__file__).parent / "templates" / "mail"
    assert {path.stem for path in folder.glob("*.txt")} - {"letter"} == set(CONTEXTS)
    assert set(CONTEXTS) >= KEYS


def test_a_text_is_told_in_the_language_of_whom_it_is_for():
    context = CONTEXTS["approved"] | {"what": Text({"en": "North Harbour", "da": "Nordhavnen"})}
    assert "Nordhavnen" in word_letter("approved", language="da", context=context)[0]
    assert "North Harbour" in word_letter("approved", language="en", context=context)[0]


def test_an_unknown_language_is_told_in_english():
    assert word_letter("password_reset", language="fr", context=CONTEXTS["password_reset"])[0] == (
        "Choose a new password"
    )


def test_a_reminder_names_each_fact_with_its_day_and_its_address():
    _subject, body = word_letter("reminder", language="en", context=CONTEXTS["reminder"])
    assert body.count("https://x.example/c/1") == 2
    assert "Last confirmed 1 March 2026." in body and "Never confirmed." in body


@pytest.mark.parametrize("sign", BREAKS)
def test_MAI_01_no_value_ends_the_subject(letter, postbox, sign):
    what = f"Hyllie{sign}Bcc: x@evil.example{sign}{sign}Body"
    letter(context={"what": what, "who": what})
    assert send_waiting() == 1
    (message,) = postbox.taken
    assert message["Bcc"] is None and "Bcc: x@evil.example" in message["Subject"]
    assert postbox.envelopes == [("map@prospect.example", ["asa@malmo.example"])]


@pytest.mark.parametrize(
    "to",
    ["a@b.dk\r\nBcc: x@evil.example", "a@b.dk\nx@evil.example", "a@b.dk, x@evil.example", "", "a",
     "A <a@b.dk>", "a@b.dk;x@evil.example"],
)  # fmt: skip
def test_MAI_01_MAI_05_what_is_no_address_gets_nothing_and_stops_nothing(letter, postbox, to):
    kept = letter(to=to)
    assert (kept.state, kept.last_error) == ("undelivered", "This is not an e-mail address.")
    Letter.objects.update(state="waiting")
    assert send_waiting() == 0 and postbox.taken == []
    assert Letter.objects.undelivered().count() == 1


@pytest.mark.parametrize("to", [" a@b.dk\r\n", "A@B.dk", "a@b.dk\x00"])
def test_MAI_01_what_stands_around_an_address_is_stripped(letter, postbox, to):
    letter(to=to)
    assert send_waiting() == 1 and postbox.envelopes[0][1] == ["a@b.dk"]


def test_MAI_02_a_letter_is_plain_text_in_which_no_sign_means_anything(letter, postbox):
    reason = '<a href="https://evil.example">Å & "B"</a>\r\n.\r\nQUIT\u202e\x07'
    letter(context={"reason": reason})
    send_waiting()
    (message,) = postbox.taken
    assert message.get_content_type() == "text/plain" and not message.is_multipart()
    assert '<a href="https://evil.example">Å & "B"</a>\n.\nQUIT\n' in message.get_content().replace(
        "\r\n", "\n"
    )


def test_MAI_03_it_comes_from_our_own_domain_and_says_a_machine_wrote_it(letter, postbox):
    kept = letter(context={"who": "Visitor <visitor@elsewhere.example>"})
    send_waiting()
    (message,) = postbox.taken
    assert message["From"] == "Prospect <map@prospect.example>"
    assert message["Auto-Submitted"] == "auto-generated" and message["Reply-To"] is None
    assert message["Message-ID"] == kept.message_id
    assert kept.message_id.endswith("@prospect.example>") and message["Content-Language"] == "sv"
