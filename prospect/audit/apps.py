from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "prospect.audit"
    default_auto_field = "django.db.models.BigAutoField"
