"""Addresses of the open API; every one is answered with and without a slash at its end."""

from django.urls import re_path

from prospect.api import views
from prospect.releases.middleware import keep_answer

_ITEMS = r"^collections/(?P<id>[^/]+)/items"

app_name = "api"
urlpatterns = [
    re_path(r"^$", keep_answer(views.landing), name="landing"),
    re_path(r"^openapi\.json/?$", keep_answer(views.openapi), name="openapi"),
    re_path(r"^conformance/?$", keep_answer(views.conformance), name="conformance"),
    re_path(r"^collections/?$", keep_answer(views.collections), name="collections"),
    re_path(r"^collections/(?P<id>[^/]+)/?$", keep_answer(views.collection), name="collection"),
    re_path(_ITEMS + r"/?$", keep_answer(views.items), name="items"),
    re_path(_ITEMS + r"/(?P<key>[^/]+)/?$", keep_answer(views.item), name="item"),
    re_path(r"^releases/?$", keep_answer(views.releases), name="releases"),
    re_path(r"^catalogue\.gpkg/?$", views.catalogue, name="catalogue"),
    re_path(r"^", views.missing),
]
