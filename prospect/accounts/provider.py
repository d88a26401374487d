"""The employer's login for allauth: one OpenID Connect issuer, which the operator names.

allauth's own provider takes an ID token on trust when it came from the issuer over TLS, and sends
no nonce; here both are checked. A person is linked by issuer and subject, and by nothing else.
"""

from functools import cached_property
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from prospect.accounts.tokens import read_token

WELL_KNOWN = "/.well-known/openid-configuration"


class EmployerAdapter(OAuth2Adapter):  # type: ignore[misc]
    """Talks with the issuer: where its pages are, what its token says."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.provider_id = settings.OIDC_ISSUER
        self.state: dict[str, Any] = {}

    @cached_property
    def discovered(self) -> dict[str, Any]:
        """What the issuer tells of itself; OAuth2Error when it is another one."""
        found = self._fetch(settings.OIDC_ISSUER.rstrip("/") + WELL_KNOWN)
        if found.get("issuer") != settings.OIDC_ISSUER:
            raise OAuth2Error(f"the issuer calls itself {str(found.get('issuer'))[:200]!r}")
        return found

    @property
    def basic_auth(self) -> bool:
        methods = self.discovered.get("token_endpoint_auth_methods_supported")
        return "client_secret_post" not in (methods or ["client_secret_basic"])

    @property
    def access_token_url(self) -> str:
        return self._address("token_endpoint")

    @property
    def authorize_url(self) -> str:
        return self._address("authorization_endpoint")

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        path = reverse("employer_callback")
        return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, *, response: dict[str, Any]
    ) -> Any:
        """Return whom the issuer names, with ``claims`` on it; OAuth2Error when that cannot be trusted."""
        claims = read_token(
            str(response.get("id_token") or ""),
            keys=self._fetch(self._address("jwks_uri")),
            issuer=settings.OIDC_ISSUER,
            client=app.client_id,
            nonce=self.state.get("nonce", ""),
        )
        lacking = settings.OIDC_CLAIM not in claims or "email" not in claims
        if lacking and self.discovered.get("userinfo_endpoint"):
            headers = {"Authorization": f"Bearer {token.token}"}
            more = self._fetch(self._address("userinfo_endpoint"), headers=headers)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("the issuer tells of somebody else than the ID token")
            claims = {**more, **claims}
        login: Any = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _address(self, name: str) -> str:
        address = self.discovered.get(name)
        safe = "https://" if settings.OIDC_ISSUER.startswith("https://") else "http"
        if not isinstance(address, str) or not address.startswith(safe):
            raise OAuth2Error(f"the issuer has no safe {name}")
        return address

    def _fetch(self, address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise OAuth2Error(f"the issuer answers {address} with no object")
        return found


class EmployerAccount(ProviderAccount):  # type: ignore[misc]
    """An account at the employer, as the list of connections names it."""

    def to_str(self) -> str:
        return str(self.account.extra_data.get("email") or settings.OIDC_NAME)


class EmployerProvider(OAuth2Provider):  # type: ignore[misc]
    """The one issuer, with PKCE, state and a nonce at every login."""

    id = "employer"
    name = "Employer"
    account_class = EmployerAccount
    oauth2_adapter_class = EmployerAdapter
    pkce_enabled_default = True

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("employer_login")

    def get_callback_url(self) -> str:
        return reverse("employer_callback")

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile", "email"]

    def begin(self, request: HttpRequest, *, process: str, back: str | None = None) -> HttpResponse:
        """Return the redirect to the issuer; requests' or OAuth2Error when it cannot be reached."""
        nonce = get_random_string(32)
        answer: HttpResponse = self.redirect(
            request, process, next_url=back, auth_params={"nonce": nonce}, nonce=nonce
        )
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": data.get("email")}  # no more is kept

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}


class EmployerCallback(OAuth2CallbackView):  # type: ignore[misc]
    """The way back from the issuer; what was remembered at the start goes to the adapter."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


provider_classes = [EmployerProvider]
