"""Settings: everything an operator changes comes from the environment (docs/how-to/operate.md)."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from pythonjsonlogger.core import RESERVED_ATTRS

CHECKOUT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("PROSPECT_HOME") or CHECKOUT / "var").resolve()
BUILD = CHECKOUT / "build"
FONTS = BUILD / "fonts"  # the typeface unpacked, for PDFs
RELEASES = HOME / "releases"
CURRENT = RELEASES / "current"
BASEMAP = HOME / "basemap"
MEDIA_ROOT = (
    HOME / "media"
)  # files of pictures and documents; a release has its own of the public ones

DEBUG = False
SITE_URL = os.environ.get("PROSPECT_SITE_URL", "").rstrip("/")
ALLOWED_HOSTS = os.environ.get("PROSPECT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CONTACT_URL = os.environ.get("PROSPECT_CONTACT_URL", "")
CONTACT_PHONE = os.environ.get("PROSPECT_CONTACT_PHONE", "")
MAIL_URL = os.environ.get("PROSPECT_MAIL_URL", "")  # none: letters wait in the outbox
MAIL_FROM = os.environ.get("PROSPECT_MAIL_FROM", "")
WAS_URL = os.environ.get("PROSPECT_WAS_URL", "")  # the operator's statement in Denmark's WAS-Tool
EMBED_ON = os.environ.get("PROSPECT_EMBED_ON", "").split()  # origins that may frame /embed/ pages
HTTPS = os.environ.get("PROSPECT_HTTPS", "") == "yes"


def _secret_key() -> str:
    """Return the signing key: from the environment, else one kept in PROSPECT_HOME."""
    if given := os.environ.get("PROSPECT_SECRET_KEY"):
        return given
    kept = HOME / "secret-key"
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text() or secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # dates in allauth's list of keys
    "django.contrib.staticfiles",
    "csp",
    "prospect.desk",  # before allauth: its pages in our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "prospect.accounts",
    "prospect.audit",
    "prospect.geometry",
    "prospect.jobs",
    "prospect.languages",
    "prospect.mail",
    "prospect.records",
    "prospect.tables",
    "prospect.partners",
    "prospect.editing",
    "prospect.catalogue",
    "prospect.media",
    "prospect.strategy",
    "prospect.story",
    "prospect.suggestions",
    "prospect.api",
    "prospect.explore",
    "prospect.intake",
    "prospect.preview",
    "prospect.ui",
]

MIDDLEWARE = [
    "prospect.releases.journal.log_requests",
    "prospect.releases.footfall.count_views",
    "prospect.api.middleware.answer_with_problems",
    "prospect.releases.as_of.open_older_release",
    "prospect.releases.middleware.answer_from_cache",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "prospect.releases.middleware.refuse_strange_requests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prospect.desk.middleware.StaffSessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "prospect.desk.middleware.StaffCsrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "prospect.desk.middleware.keep_staff_side",
    "allauth.account.middleware.AccountMiddleware",
    "prospect.explore.errors.explain_missing_release",
]

ROOT_URLCONF = "prospect.urls"
WSGI_APPLICATION = "prospect.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "prospect.explore.context.site",
                "prospect.desk.context.staff",
            ]
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(default=f"sqlite:///{HOME / 'prospect.sqlite3'}"),
    "published": {
        "ENGINE": "prospect.releases.reader",
        "NAME": str(CURRENT / "catalogue.gpkg"),
        "OPTIONS": {"init_command": "PRAGMA mmap_size=1073741824"},
        "CONN_MAX_AGE": None,  # to the end of the release
        "TEST": {"MIRROR": None, "MIGRATE": False},
    },
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    )
else:  # a connection is kept for a while, and tried before use: a restart of the server is not noticed
    DATABASES["default"].update({"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {"connect_timeout": 5, "tcp_user_timeout": 10_000}  # s, ms: a silent server is given up
    )
CACHES = {  # the staff side's alone; pages are kept by release (docs/adr/0008)
    "default": {"BACKEND": "prospect.accounts.shared_cache.SharedCache"}
}
DATABASE_ROUTERS = ["prospect.records.routers.PublishedRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Staff: their cookies are sent to the desk alone, so that public pages never see one.
DESK = "/desk/"
AUTH_USER_MODEL = "partners.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 12}},
    {"NAME": "prospect.accounts.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "desk:start"
_SECURE = "__Secure-" if HTTPS else ""  # __Host- would need the path /, where readers are
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_SECURE}desk", f"{_SECURE}desk-form"
LANGUAGE_COOKIE_NAME, BROWSER_COOKIE_NAME = f"{_SECURE}desk-language", f"{_SECURE}desk-browser"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = DESK
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
LONGEST_SESSION = 10 * 60 * 60  # seconds from logging in
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECOND_STEP = os.environ.get("PROSPECT_DEMO", "") != "yes"  # staff need an app or a passkey too
ACCOUNT_ADAPTER = "prospect.desk.login.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second step is told by letter
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_RATE_LIMITS = {"login": False, "login_failed": False}  # prospect/accounts/waits.py does it
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_FORMS = {"login": "prospect.desk.steps.FirstStep"}
MFA_FORMS = {
    "authenticate": "prospect.desk.steps.SecondStep",
    "reauthenticate": "prospect.desk.steps.SecondStepAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Prospect"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers do, on this machine alone

# The employer's login (OpenID Connect), where the operator names an issuer.
OIDC_ISSUER = os.environ.get("PROSPECT_OIDC_ISSUER", "")
OIDC_CLIENT = os.environ.get("PROSPECT_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("PROSPECT_OIDC_SECRET", "")
OIDC_NAME = os.environ.get("PROSPECT_OIDC_NAME", "") or "OpenID Connect"
OIDC_CLAIM = os.environ.get("PROSPECT_OIDC_CLAIM", "") or "prospect_roles"
OIDC_PARTNERS = os.environ.get("PROSPECT_OIDC_PARTNERS", "").replace(",", " ").split()
OIDC_MFA = os.environ.get("PROSPECT_OIDC_MFA", "") == "yes"
SOCIALACCOUNT_ADAPTER = "prospect.desk.employer.EmployerLogins"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

LANGUAGES = [("en", _("English")), ("da", _("Danish")), ("sv", _("Swedish"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [CHECKOUT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# ES modules import each other by relative path, so all files share one folder per version
# (docs/adr/0004): its name is the hash of their content, and every file in it is immutable.
STATIC_ROOT = BUILD / "static"
_VERSION_FILE = BUILD / "static.version"
STATIC_VERSION = _VERSION_FILE.read_text().strip() if _VERSION_FILE.exists() else "unbuilt"
STATIC_URL = f"/static/{STATIC_VERSION}/"
WHITENOISE_IMMUTABLE_FILE_TEST = lambda path, url: True  # noqa: E731

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # whom a reader turns to next is not to learn from where
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "prospect.media.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "timestamp": "asctime",  # ISO 8601, in UTC and saying so
            "reserved_attrs": [*RESERVED_ATTRS, "request"],  # else its query would be written
        }
    },
    "handlers": {"stderr": {"class": "prospect.log_lines.LogLines", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "prospect.requests": {"level": os.environ.get("PROSPECT_LOG", "WARNING")},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},  # requests refused, each told with its header
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W004", "security.W008", "security.W021"]
