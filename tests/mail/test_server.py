"""The address of the mail server, and what is wrong with one."""

import pytest

from prospect.environment import explain_environment
from prospect.mail.server import Server, read_server

SENDER = {"PROSPECT_MAIL_FROM": "Prospect <map@example.org>"}


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587)),
        ("smtps://u:p@mail.example.org", Server("mail.example.org", 465, "u", "p", tls=True)),
        ("smtp://u%40x:p%2F@mail.example.org:25/?tls=yes", Server("mail.example.org", 25, "u@x", "p/", starttls=True)),
        ("smtp://u:p@127.0.0.1:1025", Server("127.0.0.1", 1025, "u", "p")),
    ],
)  # fmt: skip
def test_an_address_is_read(address, server):
    assert read_server(address) == server
    assert explain_environment(SENDER | {"PROSPECT_MAIL_URL": address}) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mail.example.org", "must be smtp://"),
        ("http://mail.example.org", "must be smtp://"),
        ("smtp://mail.example.org:99999", "must be smtp://"),
        ("smtp://[::1", "must be smtp://"),
        ("smtp:///x", "names no host"),
        ("smtp://m.example/?tls=maybe", "?tls=yes or ?tls=no"),
        ("smtp://m.example/?tls=yes&verify=no", "?tls=yes or ?tls=no"),
        ("smtp://u:secret-word@mail.example.org", "readable to all"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(address, told):
    (fault,) = explain_environment(SENDER | {"PROSPECT_MAIL_URL": address})
    assert fault.startswith("PROSPECT_MAIL_URL") and told in fault and "secret-word" not in fault


@pytest.mark.parametrize("sender", ["map", "a@x.example, b@x.example", "a@x.example\nBcc: b", "<>"])
def test_MAI_03_a_sender_that_is_no_address_is_told(sender):
    assert "is not an address" in explain_environment({"PROSPECT_MAIL_FROM": sender})[0]


def test_a_server_needs_a_sender():
    assert (
        "needs PROSPECT_MAIL_FROM"
        in explain_environment({"PROSPECT_MAIL_URL": "smtp://m.example"})[0]
    )
