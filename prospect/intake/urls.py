"""Addresses of what visitors send; they stand before those of the public pages."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from prospect.intake import views

app_name = "intake"
BOTH = require_http_methods(["GET", "HEAD", "POST"])
urlpatterns = [
    path("ideas/suggest/", BOTH(views.suggest), name="suggest"),
    path("ideas/suggest/similar/", require_safe(views.similar), name="similar"),
    path("ideas/suggest/sent/", require_safe(views.sent), name="sent"),
    path("ideas/<slug:key>/take-part/", BOTH(views.take_part), name="take_part"),
    path("ideas/suggestion/<str:token>/", BOTH(views.suggestion), name="suggestion"),
    path("ideas/participation/<str:token>/", BOTH(views.participation), name="participation"),
]
