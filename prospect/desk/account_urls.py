"""Addresses of accounts: those of allauth that need no mail, which the desk does not send yet."""

from allauth.account import views as account
from django.urls import include, path
from django.views.decorators.http import require_GET

from prospect.desk.views import forgot

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", require_GET(forgot), name="account_reset_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
