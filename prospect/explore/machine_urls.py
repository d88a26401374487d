"""Addresses without a language: the front door, and what machines look for."""

from django.urls import path
from django.views.decorators.http import require_safe

from prospect.explore.views import machines

urlpatterns = [
    path("", require_safe(machines.front_door), name="front_door"),
    path("robots.txt", require_safe(machines.robots)),
    path("sitemap.xml", require_safe(machines.sitemap), name="sitemap"),
    path(".well-known/security.txt", require_safe(machines.security_txt)),
    path("embed.js", require_safe(machines.embed_script), name="embed_script"),
    path("was", require_safe(machines.accessibility_statement)),
]
