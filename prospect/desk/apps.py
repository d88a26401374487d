from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "prospect.desk"

    def ready(self) -> None:
        import_module("prospect.desk.login")  # listens to people logging in
