"""The ``prospect`` command: exit codes, and words that say what to do."""

import json

import pytest

from prospect.catalogue.models import Area, Region
from prospect.cli import main
from prospect.environment import explain_environment
from prospect.records.models import State
from prospect.releases.kept_files import link_or_copy
from prospect.releases.store import MANIFEST, all_releases, current_id, current_release
from prospect.releases.street import street_map
from prospect.releases.tippecanoe import run_tippecanoe

pytestmark = pytest.mark.django_db
POINT = '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [12.6, 55.7]}}'


@pytest.fixture
def prospect(own_home, capsys):
    """Run the command; return its exit code, what it said and what it complained of."""

    def run(*arguments):
        capsys.readouterr()
        code = main([str(part) for part in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def make_tiles(folder, *layers, name="street.pmtiles"):
    (folder / "point.geojson").write_text(POINT)
    named = [f"--named-layer={layer}:point.geojson" for layer in layers]
    run_tippecanoe(["tippecanoe", "--quiet", "--force", "-z1", "-o", name, *named], folder)
    return folder / name


def test_a_good_pack_is_loaded_and_counted(prospect, pack):
    code, said, _ = prospect("load", pack)
    assert code == 0 and "67 areas" in said


def test_a_faulty_pack_is_refused_with_every_fault(prospect, pack):
    path = pack / "areas.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("under_construction", "someday", 1),
        encoding="utf-8",
    )
    code, _, complaint = prospect("load", pack)
    assert code == 1
    assert "areas.csv:2 stage: 'someday' - is not a known code. Use one of" in complaint
    assert complaint.endswith("1 fault. Nothing was changed.\n")


def test_a_pack_that_is_not_there_is_named(prospect, tmp_path):
    code, _, complaint = prospect("load", tmp_path / "nowhere")
    assert code == 1 and "is not a folder" in complaint


def test_a_region_is_exported_into_a_new_folder_only(prospect, tmp_path):
    code, said, _ = prospect("export", tmp_path / "out")
    assert code == 0 and "Wrote" in said and (tmp_path / "out" / "areas.csv").is_file()
    code, _, complaint = prospect("export", tmp_path / "out")
    assert code == 1 and "not empty" in complaint


def test_a_release_is_built_listed_verified_and_rolled_back(prospect):
    first = current_id()
    code, said, _ = prospect("release", "build")
    built = current_id()
    assert code == 0 and f"Release {built} is current." in said and "catalogue ..." in said
    code, said, _ = prospect("release", "list")
    assert code == 0 and f"* {built}  67 areas" in said and f"  {first}  67 areas" in said
    assert prospect("release", "verify", built)[:2] == (0, "Nothing speaks against it.\n")
    assert prospect("release", "rollback")[:2] == (0, f"Back to release {first}.\n")
    assert prospect("release", "activate", built)[:2] == (0, f"Release {built} is current.\n")


def test_a_refused_build_tells_why_and_leaves_the_release(prospect):
    before = current_id()
    Area.objects.update(state=State.DRAFT)
    code, _, complaint = prospect("release", "build")
    assert code == 1 and "There are 0 areas." in complaint
    assert "The release before stays current." in complaint and current_id() == before


def test_a_build_without_a_region_says_what_to_load(prospect):
    before = current_id()
    Region.objects.all().delete()
    code, _said, complained = prospect("release", "build")
    assert code == 1 and "No region is loaded yet" in complained
    assert current_id() == before


def test_a_build_without_base_map_layers_tells_which_are_missing(prospect, settings):
    (settings.BASEMAP / "land.geojson").unlink()
    before = current_id()
    code, _, complaint = prospect("release", "build")
    assert code == 1 and "land.geojson" in complaint and current_id() == before
    assert len(all_releases()) == 1


@pytest.mark.parametrize("verb", ["verify", "activate"])
def test_an_unknown_release_is_named(prospect, verb):
    code, _, complaint = prospect("release", verb, "nonsense")
    assert code == 1 and "There is no release 'nonsense'. See: prospect release list" in complaint


def test_a_changed_release_is_neither_verified_nor_activated(prospect, candidate):
    before = current_id()
    (candidate.columns / "areas" / "pk.npy").unlink()
    for verb in ("verify", "activate"):
        code, _, complaint = prospect("release", verb, candidate.id)
        assert code == 1 and "pk.npy is missing. Build the release again." in complaint
    assert current_id() == before


def test_a_broken_manifest_does_not_hide_the_other_releases(prospect, candidate):
    (candidate.folder / MANIFEST).write_text("{")
    code, said, _ = prospect("release", "list")
    assert code == 0 and "missing or broken" in said and f"* {current_id()}  67 areas" in said


def test_there_is_nothing_to_roll_back_to(prospect):
    code, _, complaint = prospect("release", "rollback")
    assert code == 1 and "no older sound release" in complaint


def test_without_a_release_the_list_says_what_to_run(prospect, settings):
    settings.CURRENT.unlink()
    code, _, complaint = prospect("release", "list")
    assert code == 1 and "prospect release build" in complaint


def test_a_sound_set_up_is_said_to_be_sound(prospect, settings):
    settings.STATIC_VERSION, settings.ALLOWED_HOSTS = "abc", ["localhost"]
    code, said, complaint = prospect("check")
    known = "The translations are not compiled. Run: make prepare\n"
    assert (code, said) == (0, "The set-up is sound.\n") or complaint == known


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("STATIC_VERSION", "unbuilt", "The static files are not built. Run: make prepare"),
        ("ALLOWED_HOSTS", ["*"], "PROSPECT_HOSTS must not be '*'"),
        ("ALLOWED_HOSTS", ["map.example.org"], "PROSPECT_SITE_URL is not set"),
        ("ALLOWED_HOSTS", ["map.example.org"], "PROSPECT_CONTACT_URL is not set"),
    ],
)
def test_a_wrong_set_up_is_explained(prospect, settings, setting, value, words):
    settings.SITE_URL = settings.CONTACT_URL = ""
    setattr(settings, setting, value)
    code, _, complaint = prospect("check")
    assert code == 1 and words in complaint


def test_a_set_up_without_home_or_release_is_explained(prospect, settings, tmp_path):
    settings.HOME, settings.CURRENT = tmp_path / "gone", tmp_path / "gone" / "current"
    code, _, complaint = prospect("check")
    assert code == 1 and "is missing. Create it or set PROSPECT_HOME." in complaint
    assert "No release is active. Run: prospect release build" in complaint


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PROSPECT_HOME", "/proc/x", "is not a folder that can be written to"),
        ("PROSPECT_HOME", __file__, "is not a folder that can be written to"),
        ("PORT", "abc", "PORT 'abc' is not a port. Give a number from 1 to 65535."),
        ("PORT", "99999", "is not a port"),
        ("PORT", "0", "is not a port"),
        ("PROSPECT_LOG", "LOUD", "is not a level. Use one of CRITICAL"),
        ("PROSPECT_HTTPS", "maybe", "PROSPECT_HTTPS 'maybe' is not understood. Say yes"),
        ("DATABASE_URL", "garbage", "DATABASE_URL must be sqlite:///PATH or postgres://"),
        ("DATABASE_URL", "postgres://u:p@127.0.0.1:99999/x", "DATABASE_URL must be"),
    ],
)
def test_a_wrong_environment_is_explained_before_any_command(
    capsys, monkeypatch, variable, value, words
):
    monkeypatch.setenv(variable, value)
    assert main(["check"]) == 1
    assert words in capsys.readouterr().err


def test_postgresql_without_its_driver_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("prospect.environment.find_spec", lambda name: None)
    (fault,) = explain_environment({"DATABASE_URL": "postgres://u:p@localhost/x"})
    assert "Run: .venv/bin/pip install" in fault


def test_an_environment_left_alone_is_sound(tmp_path):
    assert explain_environment({}) == []
    given = {"PROSPECT_HOME": str(tmp_path / "new" / "home"), "PORT": "1", "PROSPECT_LOG": "INFO"}
    assert explain_environment(given | {"DATABASE_URL": f"sqlite:///{tmp_path}/x"}) == []


def test_a_port_nobody_can_listen_on_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["serve", "--port", "99999"])
    assert "is not a port" in capsys.readouterr().err


def test_a_broken_current_release_is_not_called_sound(prospect, settings):
    settings.STATIC_VERSION, settings.ALLOWED_HOSTS = "abc", ["localhost"]
    (current_release().folder / MANIFEST).unlink()
    code, _, complaint = prospect("check")
    assert code == 1
    assert f"Release {current_id()}, the current one: manifest.json is missing" in complaint


def test_every_verb_of_release_says_what_it_does(capsys):
    with pytest.raises(SystemExit):
        main(["release", "--help"])
    said = capsys.readouterr().out
    assert "say what speaks against" in said and "make it current" in said


def test_a_street_map_in_the_protomaps_schema_is_taken_and_released(prospect, tmp_path):
    tiles = make_tiles(tmp_path, "earth", "roads", "water", "landuse")
    code, said, _ = prospect("basemap", "add", tiles)
    assert code == 0 and "Added (Protomaps schema)" in said and "prospect release build" in said
    assert prospect("release", "build")[0] == 0
    assert current_release().tiles("street").read_bytes() == tiles.read_bytes()
    assert (
        "tiles/street.pmtiles"
        in json.loads((current_release().folder / MANIFEST).read_text())["files"]
    )
    code, said, _ = prospect("basemap", "remove")
    assert code == 0 and "Removed." in said and not street_map().exists()
    assert current_release().tiles("street").is_file()


@pytest.mark.parametrize(
    ("layers", "schema"),
    [(("transportation", "water"), "OpenMapTiles"), (("earth", "roads", "water"), "Protomaps")],
)
def test_a_street_map_needs_only_the_layers_that_tell_its_schema(
    prospect, tmp_path, layers, schema
):
    code, said, _ = prospect("basemap", "add", make_tiles(tmp_path, *layers))
    assert code == 0 and f"Added ({schema} schema)" in said and street_map().is_file()


def test_a_street_map_of_another_schema_is_refused_with_its_layers(prospect, tmp_path):
    code, _, complaint = prospect("basemap", "add", make_tiles(tmp_path, "mine"))
    assert code == 1 and "has the layers mine." in complaint and not street_map().exists()


@pytest.mark.parametrize(
    "words", [b"", b"not tiles", b"PMTiles\x03" + bytes(200)], ids=["empty", "words", "zeros"]
)
def test_a_file_that_is_no_archive_is_refused(prospect, tmp_path, words):
    path = tmp_path / "x.pmtiles"
    path.write_bytes(words)
    code, _, complaint = prospect("basemap", "add", path)
    assert code == 1 and "x.pmtiles" in complaint and "Give a" in complaint


def test_INJ_10_a_file_whose_name_looks_like_an_option_is_only_a_file(
    prospect, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    make_tiles(tmp_path, "earth", "roads", "water", "landuse").rename(tmp_path / "-oo.pmtiles")
    assert prospect("basemap", "add", "--", "-oo.pmtiles")[0] == 0
    assert street_map().is_file()


def test_a_street_map_that_is_not_named_or_not_there_is_asked_for(prospect, tmp_path):
    assert "Which file?" in prospect("basemap", "add")[2]
    code, _, complaint = prospect("basemap", "add", tmp_path / "none.pmtiles")
    assert code == 1 and "cannot be read" in complaint


def test_bytes_are_shared_where_the_disk_can_and_copied_where_not(tmp_path, monkeypatch):
    (tmp_path / "one").write_bytes(b"tiles")
    link_or_copy(tmp_path / "one", tmp_path / "shared")
    assert (tmp_path / "shared").stat().st_ino == (tmp_path / "one").stat().st_ino

    def refuse(*paths):
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    link_or_copy(tmp_path / "one", tmp_path / "copied")
    assert (tmp_path / "copied").read_bytes() == b"tiles"


@pytest.mark.parametrize("arguments", [[], ["fly"], ["release"], ["load"], ["basemap", "paint"]])
def test_an_unknown_command_is_refused_with_the_usage(arguments, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2 and "usage: prospect" in capsys.readouterr().err
