from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "prospect.tables"
    default_auto_field = "django.db.models.BigAutoField"
