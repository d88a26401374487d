"""Public pages; every address begins with a language."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from prospect.explore.views import (
    about,
    areas,
    build_out,
    changes,
    contacts,
    embeds,
    home,
    ideas,
    industries,
    map,
    opportunities,
    places,
    story,
    strategy,
)
from prospect.releases.middleware import keep_answer

app_name = "explore"


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the public side: only read, and kept for its release."""
    return keep_answer(require_safe(view))


def embed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that other sites may show in a frame."""
    return page(embeds.framable(view))


urlpatterns = [
    path("", page(home.home), name="home"),
    path("map/", page(map.explore), name="map"),
    path("areas/", page(areas.index), name="areas"),
    path("areas/<slug:key>/", page(areas.page), name="area"),
    path("areas/<slug:key>/share.png", page(areas.share_picture), name="area_share"),
    path("opportunities/", page(opportunities.index), name="opportunities"),
    path("opportunities/<slug:key>/", page(opportunities.page), name="opportunity"),
    path("industries/", page(industries.index), name="industries"),
    path("industries/<slug:key>/", page(industries.page), name="industry"),
    path("places/", page(places.index), name="places"),
    path("places/<slug:key>/", page(places.page), name="place"),
    path("story/", page(story.index), name="story"),
    path("story/<slug:key>/", page(story.page), name="chapter"),
    path("story/<slug:key>/still.svg", page(story.still), name="chapter_still"),
    path("story/<slug:key>/share.png", page(story.share_picture), name="chapter_share"),
    path("strategy/", page(strategy.index), name="strategy"),
    path("strategy/report/", page(strategy.report), name="strategy_report"),
    path("strategy/report.pdf", page(strategy.report_pdf), name="strategy_report_pdf"),
    path("ideas/", page(ideas.index), name="ideas"),
    path("ideas/<slug:key>/", page(ideas.page), name="idea"),
    path("build-out/", page(build_out.page), name="build_out"),
    path("build-out/table.csv", page(build_out.table), name="build_out_table"),
    path("one-plan/", page(build_out.one_plan), name="one_plan"),
    path("changes/", page(changes.page), name="changes"),
    path("changes.json", page(changes.as_data), name="changes_json"),
    path("feeds/<slug:name>.atom", page(changes.feed), name="feed"),
    path("embed/", page(embeds.builder), name="embed"),
    path("embed/map/", embed(embeds.region), name="embed_map"),
    path("embed/area/<slug:key>/", embed(embeds.area), name="embed_area"),
    path("embed/chapter/<slug:key>/", embed(story.embed), name="embed_chapter"),
    path("embed/ideas/", embed(embeds.ideas), name="embed_ideas"),
    path("contacts/", page(contacts.index), name="contacts"),
    path("about/", page(about.data), name="about"),
    path("sources/", page(about.sources), name="sources"),
    path("accessibility/", page(about.accessibility), name="accessibility"),
    path("privacy/", page(about.privacy), name="privacy"),
]
