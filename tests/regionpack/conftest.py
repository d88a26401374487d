"""Laws are tried on fewer cases than usual, and a busy machine is no failure."""

import pytest
from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("laws", deadline=None, max_examples=40, suppress_health_check=QUIET)
settings.load_profile("laws")


@pytest.fixture
def own_basemap(settings, tmp_path):
    """A place of the test's own for the base map that loading copies."""
    settings.BASEMAP = tmp_path / "home" / "basemap"
    settings.BASEMAP.parent.mkdir()
