"""Addresses of the desk; those of accounts are allauth's."""

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from prospect.desk import views

app_name = "desk"
urlpatterns = [
    path("", require_GET(views.start), name="start"),
    path("people/", require_http_methods(["GET", "POST"])(views.people), name="people"),
    path("people/<int:pk>/dismiss/", require_POST(views.dismiss_person), name="dismiss"),
    path("people/<int:pk>/invite/", require_POST(views.invite_again), name="invite"),
    path(
        "welcome/<str:token>/", require_http_methods(["GET", "POST"])(views.welcome), name="welcome"
    ),
    path("language/", require_POST(views.choose_language), name="language"),
]
