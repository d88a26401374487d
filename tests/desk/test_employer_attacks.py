"""AUT-06: an employer's answer that is not as it must be lets nobody in, and makes nobody."""

import base64
import hashlib
import hmac
import json
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from employer_issuer import CLIENT, TOKEN

from prospect.accounts.provider import WELL_KNOWN
from prospect.partners.models import Person

LOGIN = "/desk/account/employer/login/"
KEYS, USERINFO = "/.well-known/jwks.json", "/identity/o/api/userinfo"
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed_by(token, key, algorithm="RS256", *, without_kid=False, **changes):
    """The same token with other claims, signed anew."""
    header = jwt.get_unverified_header(token)
    claims = {**jwt.decode(token, options={"verify_signature": False}), **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, key, algorithm, {} if without_kid else {"kid": header["kid"]})


def by_hand(token, algorithm, sign=lambda said: b""):
    """The same claims under a header that no library would write."""
    header = {**jwt.get_unverified_header(token), "alg": algorithm}
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    said = f"{head}.{token.split('.')[1]}"
    return f"{said}.{base64.urlsafe_b64encode(sign(said.encode())).rstrip(b'=').decode()}"


def public_words(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form)


def confused(token, key):
    """HS256 with the words of the public key, which everybody can read, as the secret."""
    return by_hand(
        token, "HS256", lambda said: hmac.digest(public_words(key), said, hashlib.sha256)
    )


ATTACKS = {
    "alg none": lambda token, key: by_hand(token, "none"),
    "alg None": lambda token, key: by_hand(token, "None"),
    "no signature": lambda token, key: token.rpartition(".")[0] + ".",
    "key confusion": confused,
    "another key": lambda token, key: signed_by(token, OTHER_KEY),
    "another key without its name": lambda token, key: signed_by(token, OTHER_KEY, without_kid=True),
    "another issuer": lambda token, key: signed_by(token, key, iss="https://evil.example"),
    "no issuer": lambda token, key: signed_by(token, key, iss=None),
    "another audience": lambda token, key: signed_by(token, key, aud="another"),
    "no audience": lambda token, key: signed_by(token, key, aud=None),
    "another party": lambda token, key: signed_by(token, key, aud=[CLIENT, "b"], azp="b"),
    "another nonce": lambda token, key: signed_by(token, key, nonce="x" * 32),
    "no nonce": lambda token, key: signed_by(token, key, nonce=None),
    "over": lambda token, key: signed_by(token, key, exp=int(time.time()) - 61),
    "without an end": lambda token, key: signed_by(token, key, exp=None),
    "not yet": lambda token, key: signed_by(token, key, nbf=int(time.time()) + 600),
    "nobody": lambda token, key: signed_by(token, key, sub=""),
    "a number for nobody": lambda token, key: signed_by(token, key, sub=None),
    "no token": lambda token, key: "",
    "no words": lambda token, key: "a.b.c",
}  # fmt: skip


def come_back(client, employer):
    away = client.get(LOGIN)
    return client.get(employer.visit("s-1", away.headers["Location"]))


def is_refused(client, answer):
    assert answer.status_code in (401, 403, 502), answer.content
    assert not SocialAccount.objects.exists()
    assert not Person.objects.filter(email="asa@malmo.example").exists()
    return client.get("/desk/").status_code == 302


@pytest.mark.parametrize("attack", ATTACKS)
def test_AUT_06_a_token_that_is_not_the_issuers_word_is_refused(client, employer, attack):
    def change(answer):
        return {**answer, "id_token": ATTACKS[attack](answer["id_token"], employer.key)}

    employer.tamper[TOKEN] = change
    assert is_refused(client, come_back(client, employer))


def test_AUT_06_the_same_token_signed_anew_is_taken(client, employer):
    """What shows that it is the attack, and not the signing of the tests, that is refused."""
    employer.tamper[TOKEN] = lambda answer: {
        **answer, "id_token": signed_by(answer["id_token"], employer.key)
    }  # fmt: skip
    assert come_back(client, employer).headers["Location"] == "/desk/"


def test_AUT_06_an_issuer_with_another_name_is_refused(client, employer):
    employer.tamper[WELL_KNOWN] = lambda said: {**said, "issuer": "https://evil.example"}
    assert is_refused(client, client.get(LOGIN))


def test_AUT_06_userinfo_of_somebody_else_is_refused(client, employer):
    employer.tamper[TOKEN] = lambda answer: {
        **answer, "id_token": signed_by(answer["id_token"], employer.key, email=None)
    }  # fmt: skip
    employer.tamper[USERINFO] = lambda said: {**said, "sub": "s-2"}
    assert is_refused(client, come_back(client, employer))


@pytest.mark.parametrize(
    "keys", [{}, {"keys": []}, {"keys": None}, {"keys": [{"kty": "oct", "k": "eA"}]}]
)
def test_AUT_06_keys_that_are_none_let_nobody_in(client, employer, keys):
    employer.tamper[KEYS] = lambda said: keys
    assert is_refused(client, come_back(client, employer))


@pytest.mark.parametrize("change", ["missing", "made up", "of another browser"])
def test_AUT_06_an_answer_nobody_asked_for_is_refused(client, employer, change):
    back = employer.visit("s-1", client.get(LOGIN).headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    if change == "missing":
        asked.pop("state")
    elif change == "made up":
        asked["state"] = "x" * 16
    else:
        client.cookies.clear()
    answer = client.get(f"{urlsplit(back).path}?{urlencode(asked)}")
    assert is_refused(client, answer)


def test_AUT_06_an_answer_is_taken_once(client, employer):
    back = employer.visit("s-1", client.get(LOGIN).headers["Location"])
    assert client.get(back).headers["Location"] == "/desk/"
    client.post("/desk/account/logout/")
    assert client.get(back).status_code == 401 and client.get("/desk/").status_code == 302


def test_AUT_06_a_code_without_its_verifier_is_worth_nothing(client, employer):
    """The code of one login, put into another: the issuer asks for the first one's verifier."""
    stolen = employer.visit("s-1", client.get(LOGIN).headers["Location"])
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    own = parse_qs(urlsplit(client.get(LOGIN).headers["Location"]).query)["state"][0]
    answer = client.get(
        f"/desk/account/employer/callback/?{urlencode({'code': code, 'state': own})}"
    )
    assert is_refused(client, answer)


def test_a_login_that_was_given_up_says_so(client, employer):
    state = parse_qs(urlsplit(client.get(LOGIN).headers["Location"]).query)["state"][0]
    asked = urlencode({"error": "access_denied", "state": state})
    answer = client.get(f"/desk/account/employer/callback/?{asked}", follow=True)
    assert answer.status_code == 200 and "Start again" in answer.content.decode()
