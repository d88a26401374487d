"""What a chapter asks for, and what of it is gone: its author is told before a reader sees a hole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from prospect.catalogue.models import Area, Figure, Place, Region
from prospect.records.models import State
from prospect.registers.story import COUNTS
from prospect.story.models import Chapter

CODE = re.compile(r"\{([a-z0-9_-]{1,100})\}")
FEWEST, MOST = 60, 90  # words a chapter is read in one breath with


def codes_in(words: str) -> list[str]:
    """Return the codes of the figures that stand in a text, as '{areas}'."""
    return CODE.findall(words)


@dataclass(frozen=True)
class Ground:
    """What there is to point at: keys that are public now, and the window of the region in degrees."""

    areas: frozenset[str]
    places: frozenset[str]
    figures: frozenset[str]
    window: tuple[float, float, float, float] | None

    @classmethod
    def now(cls) -> "Ground":
        region = Region.objects.first()
        return cls(
            frozenset(Area.objects.filter(state=State.PUBLISHED).values_list("key", flat=True)),
            frozenset(Place.objects.filter(state=State.PUBLISHED).values_list("key", flat=True)),
            frozenset(Figure.objects.filter(state=State.PUBLISHED).values_list("key", flat=True))
            | set(COUNTS),
            (region.west, region.south, region.east, region.north) if region else None,
        )


def faults_of(chapter: Chapter, ground: Ground) -> list[str]:
    """Return what is wrong with a scene, as sentences for its author; none when all of it is there."""
    return [
        *_gone(chapter.areas, ground.areas, _("The area “{key}” is not public any more.")),
        *_gone(chapter.places, ground.places, _("The place “{key}” is not public any more.")),
        *_gone(_asked(chapter), ground.figures, _("There is no figure “{key}”.")),
        *_view(chapter, ground),
        *_words(chapter),
    ]


def _asked(chapter: Chapter) -> list[str]:
    """Return every code once: those shown large, then those in the text of any language."""
    told = [code for words in chapter.body.values() for code in codes_in(words)]
    return list(dict.fromkeys([*chapter.figures, *told]))


def _gone(keys: Iterable[str], known: frozenset[str], sentence: str) -> Iterator[str]:
    return (sentence.format(key=key) for key in keys if key not in known)


def _view(chapter: Chapter, ground: Ground) -> Iterator[str]:
    if ground.window is None:
        return
    west, south, east, north = ground.window
    if not (west <= chapter.lon <= east and south <= chapter.lat <= north):
        yield _("The view lies outside the region.")


def _words(chapter: Chapter) -> Iterator[str]:
    """Yield for each language what its text lacks: words, length, and the figures of the others."""
    every = {code for words in chapter.body.values() for code in codes_in(words)}
    for code, _name in settings.LANGUAGES:
        language = _(get_language_info(code)["name"])
        words = chapter.body.get(code, "")
        if not words or not chapter.name.get(code):
            yield _("{language}: title or text is missing.").format(language=language)
            continue
        count = len(words.split())
        if not FEWEST <= count <= MOST:
            yield _("{language}: {count} words. A chapter has {fewest} to {most}.").format(
                language=language, count=count, fewest=FEWEST, most=MOST
            )
        for missing in sorted(every - set(codes_in(words))):
            yield _("{language}: the figure “{key}” stands in another language only.").format(
                language=language, key=missing
            )
