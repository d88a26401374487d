"""A story in a pack: optional as a whole, and refused where its text would have a hole."""

import pytest
from packs import change, faults_of

from prospect.regionpack.actions import export_pack, load_pack
from prospect.story.models import Chapter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_basemap")]


def test_a_pack_without_a_story_leaves_the_one_there_is(pack):
    load_pack(pack, by="tests")
    held = set(Chapter.objects.values_list("key", flat=True))
    (pack / "chapters.csv").unlink()
    for text in pack.glob("texts/*/chapters.md"):
        text.unlink()
    assert load_pack(pack, by="tests")["chapters"] == 0
    assert set(Chapter.objects.values_list("key", flat=True)) == held


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("figures", "areas;no_such", "is no count and no key of figures.csv"),
        ("areas", "atlantis", "is no key of areas.csv"),
        ("zoom", "40", "out of range"),
        ("chart", "pie", "is not a known code"),
        ("door", "back", "is not a known code"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line(pack, column, value, part):
    change(pack, "chapters", "bridge", **{column: value})
    (fault,) = faults_of(pack)
    assert (fault.file, fault.column) == ("chapters.csv", column)
    assert part in fault.rule


def test_a_text_bound_to_a_figure_nobody_has_is_refused(pack):
    path = pack / "texts" / "sv" / "chapters.md"
    path.write_text(path.read_text().replace("{areas}", "{areass}"))
    (fault,) = faults_of(pack)
    assert fault.value == "areass"
    assert "is no count and no key of figures.csv" in fault.rule


def test_a_story_goes_out_and_in_unchanged(pack, tmp_path):
    load_pack(pack, by="tests")
    export_pack(tmp_path / "out")
    for name in ("chapters.csv", *(f"texts/{code}/chapters.md" for code in ("en", "da", "sv"))):
        assert (tmp_path / "out" / name).read_text() == (pack / name).read_text(), name
