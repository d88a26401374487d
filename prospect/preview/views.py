"""A draft as readers would see it, among the figures and the map of the current release."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from prospect.desk.access import StaffRequest, staff_page
from prospect.desk.views.record import open_record
from prospect.explore.stills import still_of
from prospect.explore.story import tell
from prospect.explore.views.story import story_settings


@staff_page("read")
def chapter(request: StaffRequest, key: str, language: str = "") -> HttpResponse:
    """Show the newest draft of a chapter as its page would, in the language asked for."""
    held = open_record(request, "chapter", key)
    spoken = language or translation.get_language()
    if spoken not in dict(settings.LANGUAGES):
        raise Http404("no such language")
    with translation.override(spoken):
        (told,) = tell([held.draft])
        context: dict[str, Any] = {
            "section": "story",
            "told": told,
            "settings": story_settings([told]),
            "preview": reverse("desk:record", args=["chapter", key]),
            "still": reverse("preview:still", args=[spoken, key]),
            "crumbs": [],
            "alternates": [
                (code, name, reverse("preview:chapter_in", args=[code, key]))
                for code, name in settings.LANGUAGES
            ],
        }
        return render(request, "preview/chapter.html", context)


@staff_page("read")
def still(request: StaffRequest, language: str, key: str) -> HttpResponse:
    """Draw the view of the newest draft, for readers whom no map moves."""
    held = open_record(request, "chapter", key)
    if language not in dict(settings.LANGUAGES):
        raise Http404("no such language")
    with translation.override(language):
        (told,) = tell([held.draft])
        context = still_of(told, dark=request.GET.get("theme") == "dark")
        return render(request, "explore/still.svg", context, content_type="image/svg+xml")
