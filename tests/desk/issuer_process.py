"""An OpenID Connect issuer, a process of its own: allauth's, which tests log in at.

    python issuer_process.py PORT FOLDER CALLBACK

FOLDER holds its key (key.pem), its database, and people.json: the claims of each subject, read anew
each time, so that a test can change them.
"""

import json
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

PORT, FOLDER, CALLBACK = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
CLIENT, SECRET = "prospect", "a secret of tests alone"

settings.configure(
    SECRET_KEY="only for tests",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # of the client's secret; quick
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "issuer.sqlite3")}
    },
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions",
        "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    IDP_OIDC_PRIVATE_KEY=(FOLDER / "key.pem").read_text(),
    IDP_OIDC_ADAPTER=f"{__name__}.Claims",
)  # fmt: skip
django.setup()

from allauth.account.views import login as account_login  # noqa: E402
from allauth.idp.oidc.adapter import DefaultOIDCAdapter  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth import get_user_model, login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def claims_of(subject):
    return json.loads((FOLDER / "people.json").read_text())[subject]


class Claims(DefaultOIDCAdapter):
    """Tells of a person what people.json says."""

    def get_user_sub(self, client, user):
        return user.username

    def get_user_by_sub(self, client, sub):
        return get_user_model().objects.filter(username=sub).first()

    def get_claims(self, purpose, user, client, scopes, email=None, **more):
        return {"sub": user.username, **claims_of(user.username)}


def log_in(request, subject):
    person, _made = get_user_model().objects.get_or_create(username=subject)
    login(request, person, "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("logged in")


urlpatterns = [
    path("log-in/<str:subject>", log_in),
    path("login/", account_login, name="account_login"),
    path("", include(([path("", include("allauth.idp.oidc.urls"))], "idp"), namespace="idp")),
]


class Quiet(WSGIRequestHandler):
    """Writes no line for a request."""

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    client = Client(id=CLIENT, name="Prospect", skip_consent=True)
    client.set_secret(SECRET)
    client.set_redirect_uris([CALLBACK])
    client.set_scopes(["openid", "profile", "email"])
    client.save()
    with make_server("127.0.0.1", PORT, get_wsgi_application(), handler_class=Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()
