"""Addresses of a release's files; the id in each makes them immutable."""

from django.urls import path

from prospect.releases import views

app_name = "releases"
urlpatterns = [
    path("tiles/<str:release_id>/<str:name>.pmtiles", views.archive, name="archive"),
    path("tiles/<str:release_id>/<str:name>/<int:z>/<int:x>/<int:y>.pbf", views.tile, name="tile"),
    path("releases/<str:release_id>/<str:name>", views.download, name="download"),
]
