"""What is said of the employer's login in the environment, before anything starts."""

import pytest

from prospect.environment import explain_environment

WHOLE = {
    "PROSPECT_OIDC_ISSUER": "https://login.example.org/realms/staff",
    "PROSPECT_OIDC_CLIENT": "prospect",
    "PROSPECT_OIDC_SECRET": "secret",
}


@pytest.mark.parametrize(
    "issuer", [WHOLE["PROSPECT_OIDC_ISSUER"], "http://127.0.0.1:9400", "https://a.example/"]
)
def test_a_whole_employers_login_is_taken(issuer):
    assert explain_environment({**WHOLE, "PROSPECT_OIDC_ISSUER": issuer}) == []
    assert explain_environment({}) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"PROSPECT_OIDC_ISSUER": "http://login.example.org"}, "must begin with https://"),
        ({"PROSPECT_OIDC_ISSUER": "login.example.org"}, "must begin with https://"),
        ({"PROSPECT_OIDC_ISSUER": "https://a.example:port"}, "must begin with https://"),
        ({"PROSPECT_OIDC_ISSUER": "https:///x"}, "is not an issuer"),
        ({"PROSPECT_OIDC_ISSUER": "https://a.example/?x=1"}, "is not an issuer"),
        ({"PROSPECT_OIDC_ISSUER": "https://a.example/" + "x" * 200}, "is not an issuer"),
        ({"PROSPECT_OIDC_CLIENT": ""}, "needs PROSPECT_OIDC_CLIENT"),
        ({"PROSPECT_OIDC_SECRET": ""}, "needs PROSPECT_OIDC_SECRET"),
        ({"PROSPECT_OIDC_ISSUER": ""}, "without PROSPECT_OIDC_ISSUER"),
        ({"PROSPECT_OIDC_MFA": "perhaps"}, "Say yes, or leave it out"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_named_with_its_remedy(changes, words):
    faults = explain_environment({**WHOLE, **changes})
    assert len(faults) == 1 and words in faults[0]
