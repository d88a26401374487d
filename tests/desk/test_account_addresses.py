"""Every address of accounts, every method, every role: a new address without a row fails."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from prospect.desk import account_urls

EVERYBODY = ("nobody", "no_role", "reader", "editor", "reviewer", "partner_admin", "regional_admin")
# address, method: what somebody not logged in gets, what everybody logged in does, after a fresh login
MATRIX = {
    ("account_login", "GET"): (200, 302),
    ("account_login", "POST"): (200, 302),
    ("account_logout", "GET"): (302, 200),
    ("account_logout", "POST"): (302, 302),
    ("account_signup", "GET"): (200, 302),
    ("account_signup", "POST"): (200, 302),
    ("account_inactive", "GET"): (200, 200),
    ("account_inactive", "POST"): (405, 405),
    ("account_reauthenticate", "GET"): (302, 200),
    ("account_reauthenticate", "POST"): (302, 200),
    ("account_change_password", "GET"): (302, 200),
    ("account_change_password", "POST"): (302, 200),
    ("account_set_password", "GET"): (302, 302),
    ("account_set_password", "POST"): (302, 302),
    ("mfa_index", "GET"): (302, 200),
    ("mfa_index", "POST"): (302, 405),
    ("mfa_authenticate", "GET"): (302, 302),
    ("mfa_authenticate", "POST"): (302, 302),
    ("mfa_reauthenticate", "GET"): (302, 302),
    ("mfa_reauthenticate", "POST"): (302, 302),
    ("mfa_activate_totp", "GET"): (302, 200),
    ("mfa_activate_totp", "POST"): (302, 200),
    ("mfa_deactivate_totp", "GET"): (302, 404),
    ("mfa_deactivate_totp", "POST"): (302, 404),
    ("mfa_view_recovery_codes", "GET"): (302, 404),
    ("mfa_view_recovery_codes", "POST"): (302, 405),
    ("mfa_generate_recovery_codes", "GET"): (302, 200),
    ("mfa_generate_recovery_codes", "POST"): (302, 200),
    ("mfa_download_recovery_codes", "GET"): (302, 404),
    ("mfa_download_recovery_codes", "POST"): (302, 404),
    ("mfa_list_webauthn", "GET"): (302, 200),
    ("mfa_list_webauthn", "POST"): (302, 405),
    ("mfa_add_webauthn", "GET"): (302, 200),
    ("mfa_add_webauthn", "POST"): (302, 200),
    ("mfa_reauthenticate_webauthn", "GET"): (302, 302),
    ("mfa_reauthenticate_webauthn", "POST"): (302, 302),
    ("mfa_remove_webauthn", "GET"): (302, 404),
    ("mfa_remove_webauthn", "POST"): (302, 404),
    ("mfa_edit_webauthn", "GET"): (302, 404),
    ("mfa_edit_webauthn", "POST"): (302, 404),
    ("mfa_login_webauthn", "GET"): (302, 302),
    ("mfa_login_webauthn", "POST"): (302, 302),
    ("socialaccount_connections", "GET"): (302, 200),
    ("socialaccount_connections", "POST"): (302, 200),
    ("employer_login", "GET"): (302, 302),
    ("employer_login", "POST"): (405, 405),
    ("employer_connect", "GET"): (405, 405),
    ("employer_connect", "POST"): (302, 200),
    ("employer_callback", "GET"): (401, 401),
    ("employer_callback", "POST"): (405, 405),
    ("socialaccount_login_cancelled", "GET"): (200, 200),
    ("socialaccount_login_cancelled", "POST"): (405, 405),
}
ELSEWHERE = {
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}  # tests of mail
KEYS = ("mfa_remove_webauthn", "mfa_edit_webauthn")


def names(patterns):
    for pattern in patterns:
        yield from (
            names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]
        )


def log_in(client, person):
    given = {"login": person.email, "password": "four words in a row"}
    assert client.post(reverse("account_login"), given).status_code == 302


@pytest.fixture
def issuer_named(employer):
    """With an employer's login, which is not there otherwise."""


def test_AZN_01_every_address_of_accounts_has_its_rows():
    there = set(names(account_urls.urlpatterns)) - ELSEWHERE
    assert {name for name, _method in MATRIX} == there
    assert len(MATRIX) == 2 * len(there)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(("name", "method"), MATRIX)
def test_AZN_01_everybody_gets_what_the_matrix_says(
    client, person_with, issuer_named, name, method, who
):
    if who != "nobody":
        log_in(client, person_with(who))
    answer = client.generic(method, reverse(name, args=[1] if name in KEYS else []))
    unknown, known = MATRIX[name, method]
    assert answer.status_code == (unknown if who == "nobody" else known)


def test_AZN_01_a_key_of_somebody_else_is_not_there(client, person_with):
    other = person_with("reviewer")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "theirs"})
    log_in(client, person_with("editor"))
    for name in KEYS:
        assert client.get(reverse(name, args=[key.pk])).status_code == 404
        assert client.post(reverse(name, args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
