from django.apps import AppConfig


class GeometryConfig(AppConfig):
    name = "prospect.geometry"
