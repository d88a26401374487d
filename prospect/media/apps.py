from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "prospect.media"
    default_auto_field = "django.db.models.BigAutoField"
