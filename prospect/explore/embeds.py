"""What other sites may show of ours: the kinds of embeds, and the code that puts one on a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from prospect.explore.area_index import all_areas
from prospect.explore.facets import facets
from prospect.explore.idea_list import FACETS, IdeaList
from prospect.explore.story import chapters
from prospect.languages.folding import collation_key
from prospect.registers.base import Line, Register
from prospect.releases.store import current_release
from prospect.search.columns import open_columns
from prospect.search.filters import Filter
from prospect.search.selection import Selection

THEMES: Register[Line] = Register(
    Line("auto", _("As the reader's device")),
    Line("light", pgettext_lazy("theme", "Light")),
    Line("dark", pgettext_lazy("theme", "Dark")),
)
LEAST, MOST = 240, 2_000  # pixels a frame may be high
# Scripts for the map and links to us; allow-same-origin is needed for fonts and tiles, and is our origin.
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"

Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Ask:
    """One thing an embed can be narrowed by: its name in the address, and what may be chosen."""

    name: str
    label: Any
    choices: Callable[[], Choices]


@dataclass(frozen=True)
class Kind(Line):
    """One kind of embed; its view is named ``embed_<code>``, ``keyed`` when the first ask is in the path."""

    height: int  # pixels
    asks: tuple[Ask, ...]
    keyed: bool = False


def _of_areas(name: str) -> Choices:
    """Return the values of a facet that some area has, as the reader's alphabet sorts them."""
    columns = open_columns(current_release().columns / "areas")
    found = facets(Selection(columns, Filter("areas")))[name]
    pairs = [(chip.code, chip.label) for chip in (*found.chips, *found.more)]
    return sorted(pairs, key=lambda pair: collation_key(pair[1], get_language() or "en"))


def _areas() -> Choices:
    areas = all_areas(get_language() or "en")
    return [(one.key, f"{one.name}, {one.partner.short_name}") for one in areas]


def _chapters() -> Choices:
    return [(one.key, str(one.name)) for one in chapters()]


def _priorities() -> Choices:
    return [(one.key, str(one.name)) for one in IdeaList.of({}).priorities.values()]


def _progress() -> Choices:
    return [(code, str(line.label)) for code, line in FACETS["progress"][1].items()]


KINDS: Register[Kind] = Register(
    Kind("map", _("Map of the areas"), 640, (
        Ask("municipality", _("Municipality"), lambda: _of_areas("municipality")),
        Ask("use", _("Use"), lambda: _of_areas("use")),
    )),
    Kind("area", _("One area"), 680, (Ask("area", _("Area"), _areas),), keyed=True),
    Kind("chapter", _("Chapter of the story"), 900, (Ask("chapter", pgettext_lazy("of the story", "Chapter"), _chapters),), keyed=True),
    Kind("ideas", _("Idea catalogue"), 640, (
        Ask("priority", _("Priority area"), _priorities),
        Ask("progress", _("How far"), _progress),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Embed:
    """An embed as the form asks for it; what is not understood falls back, and is never repeated."""

    kind: Kind
    given: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Embed":
        code = given.get("kind", "")
        return cls(KINDS[code if code in KINDS else "map"], given)

    @cached_property
    def asks(self) -> list[tuple[Ask, list[tuple[str, str]], str]]:
        """What the form asks, each with its choices and the one chosen; a key is always chosen."""
        found = []
        for place, ask in enumerate(self.kind.asks):
            choices = list(ask.choices())
            code = self.given.get(ask.name, "")
            known = code in {one for one, _label in choices}
            first = choices[0][0] if self.kind.keyed and place == 0 and choices else ""
            found.append((ask, choices, code if known else first))
        return found

    @property
    def language(self) -> str:
        code = self.given.get("language", "")
        return code if code in dict(settings.LANGUAGES) else (get_language() or "en")

    @property
    def theme(self) -> str:
        return theme_of(self.given) or "auto"

    @property
    def height(self) -> int:
        words = self.given.get("height", "")
        number = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
        return min(max(number, LEAST), MOST) if number else self.kind.height

    @cached_property
    def path(self) -> str:
        """The address of what is framed, in the language chosen."""
        chosen = [(ask.name, code) for ask, _choices, code in self.asks if code]
        args = [chosen.pop(0)[1]] if self.kind.keyed and chosen else []
        theme = [("theme", self.theme)] if self.theme != "auto" else []
        query = urlencode([*chosen, *theme])
        with override(self.language):
            path = reverse(f"explore:embed_{self.kind.code}", args=args)
        return f"{path}?{query}" if query else path

    @cached_property
    def title(self) -> str:
        """What the frame is called, for those who do not see it, in its own language."""
        with override(self.language):
            spoken = [dict(ask.choices()) for ask in self.kind.asks]
            codes = [code for _ask, _choices, code in self.asks]
            chosen = [w[code] for w, code in zip(spoken, codes, strict=True) if code]
            label = str(self.kind.label)
            named = gettext("{what}: {which}").format(what=label, which=", ".join(chosen))
        return f"{named if chosen else label} – Prospect"

    def code(self, site: str, script: str) -> SafeString:
        """Return the HTML for the page of another site; ``script`` lets the height follow."""
        frame = format_html(
            '<iframe src="{}{}" title="{}" width="100%" height="{}" style="border:0" loading="lazy"'
            ' referrerpolicy="no-referrer" sandbox="{}"></iframe>',
            site, self.path, self.title, self.height, SANDBOX,
        )  # fmt: skip
        return format_html('{}\n<script src="{}{}" async></script>', frame, site, script)


def theme_of(given: Mapping[str, str]) -> str:
    """Return the theme an address asks for; nothing where the reader's device decides."""
    theme = given.get("theme", "")
    return theme if theme in ("light", "dark") else ""
