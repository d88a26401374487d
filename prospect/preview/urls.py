"""Addresses of previews, on the staff side: nobody else reads a draft."""

from django.urls import path
from django.views.decorators.http import require_GET

from prospect.preview.views import chapter, still

app_name = "preview"
urlpatterns = [
    path("story/<slug:key>/", require_GET(chapter), name="chapter"),
    path("<str:language>/story/<slug:key>/", require_GET(chapter), name="chapter_in"),
    path("<str:language>/story/<slug:key>/still.svg", require_GET(still), name="still"),
]
