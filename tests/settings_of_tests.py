"""The settings under test, in a PROSPECT_HOME of their own that goes with the session.

pytest-django reads settings before any conftest, so the environment is made here.
"""

import os
import tempfile

os.environ["PROSPECT_HOME"] = tempfile.mkdtemp(prefix="prospect-tests-")
os.environ.setdefault("PROSPECT_SECRET_KEY", "only for tests")
os.environ["PROSPECT_HOSTS"] = "localhost,127.0.0.1,testserver"
for name in (
    "SITE_URL",
    "CONTACT_URL",
    "CONTACT_PHONE",
    "WAS_URL",
    "MAIL_URL",
    "MAIL_FROM",
    "HTTPS",
    "LOG",
):
    os.environ.pop(f"PROSPECT_{name}", None)
if given := os.environ.get("PROSPECT_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = given
else:
    os.environ.pop("DATABASE_URL", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests alone
from prospect.settings import *  # noqa: E402, F403
