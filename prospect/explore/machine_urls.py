"""Addresses without a language: the front door, and what machines look for."""

from django.urls import path

from prospect.explore.views import machines

urlpatterns = [
    path("", machines.front_door, name="front_door"),
    path("robots.txt", machines.robots),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security_txt),
    path("was", machines.accessibility_statement),
]
