"""Starting on a home that is not as it should be: it serves, or says at once what is missing and what to do."""

import json

import pytest
from callers import LOGIN, PASSWORD, Browser, make_site, token
from served import CHECKOUT, prospect, serving, wait_until_ready

from prospect.regionpack.read import content_hash

pytestmark = pytest.mark.xdist_group("starting")
DEMO = {"PROSPECT_DEMO": "yes"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The home of a demo."""
    home = tmp_path_factory.mktemp("starting") / "home"
    make_site(home, **DEMO)
    (home / "demo-pack").write_text(content_hash(CHECKOUT / "regions" / "oresund"))
    return home


def of_another_version(home):
    """Have the current release be one that another version wrote."""
    file = home / "releases" / "current" / "manifest.json"
    manifest = json.loads(file.read_text())
    file.write_text(json.dumps(manifest | {"format": manifest["format"] - 1}))


def test_a_demos_home_is_served_without_its_switch_and_its_staff_need_a_second_step(home):
    with serving(home) as server:
        staff = Browser(server.address)
        assert staff.ask("/en/").status == 200
        staff.token = token(staff.ask(LOGIN))
        sent = staff.send(LOGIN, login="editor@malmo.example", password=PASSWORD)
        assert sent.status == 302 and staff.ask("/desk/records/area/").status == 302
    refused = prospect(home, "check")
    assert refused.returncode == 1 and "Demo accounts can log in" in refused.stderr


def test_a_release_of_another_version_is_told_at_the_start_and_a_build_makes_it_ready(
    home, tmp_path
):
    of_another_version(home)
    complaints = tmp_path / "complaints"
    with complaints.open("w") as file, serving(home, file, ready=False) as server:
        assert prospect(home, "release", "build").returncode == 0
        wait_until_ready(server)
        assert Browser(server.address).ask("/en/").status == 200
    first = complaints.read_text().splitlines()[0]
    assert "is of another version. Run: prospect release build" in first and "503" in first


def test_the_demo_builds_anew_what_another_version_wrote(home, tmp_path):
    of_another_version(home)
    with serving(home, verb="demo", **DEMO, PROSPECT_DEMO_PASSWORD=PASSWORD) as server:
        assert Browser(server.address).ask("/en/").status == 200
