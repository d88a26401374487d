"""A folder of its own for the files a test keeps."""

import pytest


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Where kept files lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
