"""Pictures and documents of areas; the files themselves lie under PROSPECT_HOME/media."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext

from prospect.catalogue.models import Area
from prospect.languages.fields import TextField
from prospect.languages.text import Text
from prospect.media import names
from prospect.records.models import Record
from prospect.registers.rights import RIGHTS

MIDDLE = 50  # per cent


class Picture(Record):
    """A picture of an area; ``file`` is the SHA-256 of what was uploaded, in hexadecimal.

    ``width`` and ``height`` in px, upright; ``focal_x`` and ``focal_y`` in per cent from left and top.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    focal_x = models.PositiveSmallIntegerField(default=MIDDLE)
    focal_y = models.PositiveSmallIntegerField(default=MIDDLE)
    alt = TextField()
    decorative = models.BooleanField(default=False)
    caption = TextField()
    credit = models.CharField(max_length=200, blank=True)
    rights = models.CharField(max_length=20, blank=True)
    taken_year = models.PositiveSmallIntegerField(null=True, blank=True)

    partner_path = "area__partner"

    class Meta(Record.Meta):
        db_table = "pictures"

    @property
    def name(self) -> Text:
        """What staff call it: its caption, else what it shows."""
        caption: Text = self.caption
        alt: Text = self.alt
        return caption or alt

    @property
    def files(self) -> list[str]:
        """The names of its kept files."""
        return names.picture_names(self.file, self.width)

    def lacks_to_publish(self) -> list[str]:
        """Return what is missing before the public may see it: words for who does not, and rights."""
        missing = [
            pgettext("is missing", "what it shows, in {language}").format(
                language=gettext(language)
            )
            for code, language in _languages()
            if not self.decorative and not self.alt.get(code)
        ]
        if not self.credit:
            missing.append(pgettext("is missing", "who made it"))
        if self.rights not in RIGHTS:
            missing.append(pgettext("is missing", "by what right it is shown"))
        return missing


class Document(Record):
    """A PDF of an area, such as a plan; ``file`` is its SHA-256, ``size`` in bytes."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="documents")
    file = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    language = models.CharField(max_length=2, blank=True)
    name = TextField()

    partner_path = "area__partner"

    class Meta(Record.Meta):
        db_table = "documents"

    @property
    def files(self) -> list[str]:
        """The names of its kept files."""
        return [names.document_name(self.file)]

    def lacks_to_publish(self) -> list[str]:
        """Return what is missing before the public may see it."""
        return [] if self.name else [pgettext("is missing", "what it is called")]


def _languages() -> list[tuple[str, Any]]:
    from django.utils.translation import get_language_info

    return [(code, get_language_info(code)["name"]) for code, _name in settings.LANGUAGES]
