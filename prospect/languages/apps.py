from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "prospect.languages"
    default_auto_field = "django.db.models.BigAutoField"
