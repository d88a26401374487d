"""Releases of a test's own, so that nothing it switches or breaks disturbs the shared one."""

import json
import shutil

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as laws

from prospect.releases.build import sha256
from prospect.releases.store import MANIFEST, Release, current_release, switch_current

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
laws.register_profile("laws", deadline=None, max_examples=40, suppress_health_check=QUIET)
laws.load_profile("laws")


@pytest.fixture
def own_home(django_db_setup, settings, tmp_path):
    """A PROSPECT_HOME of the test's own, where a copy of the demo release is current."""
    shared, basemap, home = current_release(), settings.BASEMAP, tmp_path / "home"
    settings.HOME, settings.RELEASES = home, home / "releases"
    settings.CURRENT, settings.BASEMAP = home / "releases" / "current", home / "basemap"
    shutil.copytree(shared.folder, settings.RELEASES / shared.id)
    shutil.copytree(basemap, settings.BASEMAP)
    switch_current(Release(shared.id, settings.RELEASES / shared.id))
    return home


@pytest.fixture
def candidate(own_home, settings):
    """A complete release beside the current one, for a test to break."""
    before = current_release()
    made = Release("20991231T235959Z-00000000", settings.RELEASES / "20991231T235959Z-00000000")
    shutil.copytree(before.folder, made.folder)
    return made


@pytest.fixture
def reseal():
    """Write the manifest anew, so that only what a file holds can speak against it."""

    def write(release, **changes):
        manifest = release.manifest | changes
        for name in manifest["files"]:
            manifest["files"][name]["sha256"] = sha256(release.folder / name)
        (release.folder / MANIFEST).write_text(json.dumps(manifest))

    return write


@pytest.fixture
def own_site(own_home, settings, client, django_db_blocker):
    """Publish what a test put into the editing database; gives a client that reads that release.

    For tests without ``django_db``: what they change is taken back here.
    """
    from django.db import connections, transaction

    from prospect.releases.actions import publish_release
    from prospect.releases.middleware import LARDER

    reader = connections["published"]
    before = reader.settings_dict["NAME"]
    name = str(settings.CURRENT / "catalogue.gpkg")

    def publish():
        publish_release(by="tests", allow_removal=True)
        reader.close()
        reader.settings_dict["NAME"] = name
        return client

    with django_db_blocker.unblock(), transaction.atomic():
        yield publish
        transaction.set_rollback(True)
        reader.close()
    reader.settings_dict["NAME"] = before
    LARDER.empty()
