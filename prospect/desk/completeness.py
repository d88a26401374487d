"""What the areas lack that a person sees: words by language, and outlines."""

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext, gettext_lazy

from prospect.catalogue.models import Area
from prospect.records.models import Holder

PARTS = {
    "name": gettext_lazy("name"),
    "summary": gettext_lazy("summary"),
    "body": gettext_lazy("text"),
}
READ = ("key", "state", "kind", "partner", *PARTS)


def areas_seen_by(holder: Holder) -> list[Area]:
    """Return the areas somebody may see the drafts of, each with whether it is ``outlined``."""
    areas = Area.objects.open_to(holder, "read").only(*READ)
    outlined = ExpressionWrapper(Q(outline__isnull=False), output_field=BooleanField())
    return list(areas.annotate(outlined=outlined))


def missing_words(area: Area) -> list[tuple[str, list[str]]]:
    """Return language and missing parts, such as ('sv', ['text']); languages without any left out."""
    found = []
    for language, _name in settings.LANGUAGES:
        parts = [
            gettext(str(label))
            for part, label in PARTS.items()
            if not getattr(area, part).get(language)
        ]
        if parts:
            found.append((language, parts))
    return found
