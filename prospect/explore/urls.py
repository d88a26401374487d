"""Public pages; every address begins with a language."""

from django.urls import path

from prospect.explore.views import (
    about,
    areas,
    contacts,
    home,
    industries,
    map,
    opportunities,
    places,
)
from prospect.releases.middleware import keep_answer

app_name = "explore"
urlpatterns = [
    path("", keep_answer(home.home), name="home"),
    path("map/", keep_answer(map.explore), name="map"),
    path("areas/", keep_answer(areas.index), name="areas"),
    path("areas/<slug:key>/", keep_answer(areas.page), name="area"),
    path("areas/<slug:key>/share.png", keep_answer(areas.share_picture), name="area_share"),
    path("opportunities/", keep_answer(opportunities.index), name="opportunities"),
    path("opportunities/<slug:key>/", keep_answer(opportunities.page), name="opportunity"),
    path("industries/", keep_answer(industries.index), name="industries"),
    path("industries/<slug:key>/", keep_answer(industries.page), name="industry"),
    path("places/", keep_answer(places.index), name="places"),
    path("places/<slug:key>/", keep_answer(places.page), name="place"),
    path("contacts/", keep_answer(contacts.index), name="contacts"),
    path("about/", keep_answer(about.data), name="about"),
    path("sources/", keep_answer(about.sources), name="sources"),
    path("accessibility/", keep_answer(about.accessibility), name="accessibility"),
    path("privacy/", keep_answer(about.privacy), name="privacy"),
]
