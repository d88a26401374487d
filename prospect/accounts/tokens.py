"""The employer's word: an ID token, checked as OpenID Connect Core 3.1.3.7 says, the signature always."""

import hmac
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Keys that come in two halves alone: what signs is never what anybody may read.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds two clocks may differ
NEEDED = ("iss", "sub", "aud", "exp", "iat", "nonce")


def read_token(token: str, *, keys: Any, issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """Return the claims of an ID token; OAuth2Error when anything about it is not as it must be."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error(f"the ID token is signed with {header.get('alg')!r}")
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(keys, header),
            algorithms=[header["alg"]],
            audience=client,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": list(NEEDED)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise OAuth2Error(f"the ID token is refused: {error}") from error
    if not nonce or not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise OAuth2Error("the ID token answers another login")
    if claims.get("azp", client) != client or not claims["sub"]:
        raise OAuth2Error("the ID token is for another client, or for nobody")
    return claims


def _key(keys: Any, header: dict[str, Any]) -> Any:
    """Return the key of the issuer a header names; with no name, the only one there is."""
    fit = [
        one
        for one in keys["keys"]
        if one.get("use", "sig") == "sig" and header.get("kid") in (None, one.get("kid"))
    ]
    if len(fit) != 1 or fit[0].get("kty") not in ("RSA", "EC"):
        raise OAuth2Error("the ID token is signed with a key that the issuer does not have")
    if fit[0].get("alg", header["alg"]) != header["alg"]:
        raise OAuth2Error("the ID token is not signed as its key says")
    return jwt.PyJWK(fit[0], algorithm=header["alg"]).key
