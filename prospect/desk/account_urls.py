"""Addresses of accounts, most of them allauth's."""

from allauth.account import views as account
from allauth.socialaccount.views import login_cancelled as cancelled
from django.urls import include, path, re_path
from django.views.decorators.http import require_GET, require_POST

from prospect.desk.views import forgot
from prospect.desk.views.employer import (
    connections,
    employer_callback,
    employer_connect,
    employer_login,
)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", forgot, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("employer/", connections, name="socialaccount_connections"),
    path("employer/login/", require_GET(employer_login), name="employer_login"),
    path("employer/connect/", require_POST(employer_connect), name="employer_connect"),
    path("employer/callback/", require_GET(employer_callback), name="employer_callback"),
    path("employer/cancelled/", cancelled, name="socialaccount_login_cancelled"),
]
