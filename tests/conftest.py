"""What tests stand on: their own PROSPECT_HOME, the demo region loaded and released once.

``released`` lets a test read the current release, as a visitor does; ``django_db`` gives it the
editing database, where the demo region is loaded, and takes back what it changed.
"""

import shutil
from pathlib import Path

import pytest
from clusters import NotInstalled, cluster
from pytest_socket import socket_allow_hosts

CHECKOUT = Path(__file__).resolve().parent.parent
PACK = CHECKOUT / "regions" / "oresund"


def pytest_runtest_setup():
    """Block the network; loopback stays, for real servers and browsers on this machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


def pytest_sessionfinish():
    from django.conf import settings

    shutil.rmtree(settings.HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings, django_db_blocker):
    """Make the test database, load the demo region once and publish it; all tests find both."""
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    from prospect.regionpack.actions import load_pack
    from prospect.releases.actions import publish_release

    published = connections["published"]
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        published.settings_dict["NAME"] = str(settings.CURRENT / "catalogue.gpkg")
        load_pack(PACK, by="tests")
        publish_release(by="tests")
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def in_english():
    """Start every test in English: a request of the one before may have left another language."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def released(django_db_setup, django_db_blocker):
    """Give the current release of the demo region, readable as the public side reads it."""
    from django.db import connections

    from prospect.releases.middleware import LARDER
    from prospect.releases.store import current_release

    LARDER.empty()
    with django_db_blocker.unblock():
        yield current_release()
        connections["published"].close()


@pytest.fixture(scope="module")
def postgres():
    """A throw-away PostgreSQL that may be stopped and killed; what it acknowledged it keeps."""
    try:
        with cluster() as made:
            yield made
    except NotInstalled as reason:
        pytest.skip(str(reason))


@pytest.fixture
def pack(tmp_path):
    """A copy of the demo pack that a test may break."""
    target = tmp_path / "pack"
    shutil.copytree(PACK, target)
    return target
