"""A scene that points to something gone: its author is told, in words, before a reader sees it."""

from dataclasses import replace

import pytest

from prospect.catalogue.models import Area
from prospect.languages.text import Text
from prospect.records.models import State
from prospect.story.models import Chapter
from prospect.story.scenes import Ground, codes_in, faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(django_db_setup):
    return Chapter.objects.get(key="waterfronts")


def test_the_chapters_of_the_demo_region_lack_nothing(django_db_setup):
    ground = Ground.now()
    assert {one.key: faults_of(one, ground) for one in Chapter.objects.all()} == {
        key: [] for key in Chapter.objects.values_list("key", flat=True)
    }


def test_an_area_that_left_the_public_is_named(chapter):
    Area.objects.filter(key="nyhamnen").update(state=State.ARCHIVED)
    assert faults_of(chapter, Ground.now()) == ["The area “nyhamnen” is not public any more."]


def test_a_figure_that_is_gone_is_named_once_for_text_and_large_figure(chapter):
    ground = Ground.now()
    ground = replace(ground, figures=ground.figures - {"nordhavn-planned_workplaces"})
    assert faults_of(chapter, ground) == ["There is no figure “nordhavn-planned_workplaces”."]


def test_a_view_outside_the_region_is_told(chapter):
    chapter.lon = 20.0
    assert faults_of(chapter, Ground.now()) == ["The view lies outside the region."]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Too short.", "Danish: 2 words. A chapter has 60 to 90."),
        ("ord " * 91, "Danish: 91 words. A chapter has 60 to 90."),
        ("", "Danish: title or text is missing."),
    ],
)
def test_the_words_of_each_language_are_counted(chapter, words, fault):
    chapter.body = Text({**chapter.body, "da": words})
    assert fault in faults_of(chapter, Ground.now())


def test_a_figure_told_in_one_language_only_is_told(chapter):
    chapter.body = Text(
        {
            **chapter.body,
            "sv": chapter.body["sv"].replace("{nyhamnen-planned_workplaces}", "12 000"),
        }
    )
    assert faults_of(chapter, Ground.now()) == [
        "Swedish: the figure “nyhamnen-planned_workplaces” stands in another language only."
    ]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("{areas} and {a-b_c}", ["areas", "a-b_c"]),
        ("no {} and no {Big} and no { areas }", []),
        ("{" * 1000 + "areas" + "}" * 1000, ["areas"]),
    ],
)
def test_codes_are_found_in_text_of_any_kind(words, codes):
    assert codes_in(words) == codes
