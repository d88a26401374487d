from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "prospect.suggestions"
    default_auto_field = "django.db.models.BigAutoField"
