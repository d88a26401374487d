"""Addresses of a release's files; the id in each makes them immutable."""

from django.urls import path
from django.views.decorators.http import require_safe

from prospect.releases import views

app_name = "releases"
urlpatterns = [
    path("tiles/<str:release_id>/<str:name>.pmtiles", require_safe(views.archive), name="archive"),
    path(
        "tiles/<str:release_id>/<str:name>/<int:z>/<int:x>/<int:y>.pbf",
        require_safe(views.tile),
        name="tile",
    ),
    path("media/<str:name>", require_safe(views.kept_file), name="media"),
    path("releases/<str:release_id>/<str:name>", require_safe(views.download), name="download"),
]
