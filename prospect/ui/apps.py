from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "prospect.ui"
    default_auto_field = "django.db.models.BigAutoField"
