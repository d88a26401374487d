"""The steps of a login: allauth's forms for a password, and for a code with a wait after failures."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base import forms

from prospect.accounts.waits import forgive
from prospect.desk.login import count_try


class FirstStep(LoginForm):  # type: ignore[misc]
    """Address and password; the page has the way out for who forgot it, after the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class CountedCode:
    """Counts a code before it is checked, and takes the count back when it was right."""

    def clean_code(self) -> str:
        user = self.user  # type: ignore[attr-defined]
        tried = count_try(context.request, account=f"code {user.pk}", person=user)
        code: str = super().clean_code()  # type: ignore[misc]
        forgive(tried)
        return code


class SecondStep(CountedCode, forms.AuthenticateForm):  # type: ignore[misc]
    """A code when logging in."""


class SecondStepAgain(CountedCode, forms.ReauthenticateForm):  # type: ignore[misc]
    """A code before something that matters."""
