"""What logging in has to remember between workers and restarts; no address is kept in words."""

from typing import Any, ClassVar

from django.db import models

from prospect.partners.models import Membership


class Attempt(models.Model):
    """Failed tries under one key, an HMAC of an account, a browser or a network."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField(null=True)  # before this moment nothing is tried

    class Meta:
        db_table = "login_attempts"

    def __str__(self) -> str:
        return f"{self.failures} failures"


class SharedValue(models.Model):
    """One value of the shared cache: counts and used codes, as JSON, each with its end."""

    key = models.CharField(max_length=64, unique=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        db_table = "shared_values"

    def __str__(self) -> str:
        return self.key[:8]


class EmployerRole(models.Model):
    """Marks a role that the employer's login gave, and so may change and take away."""

    membership: Any = models.OneToOneField(Membership, models.CASCADE, related_name="by_employer")

    class Meta:
        db_table = "employer_roles"
        ordering: ClassVar[Any] = ("pk",)

    def __str__(self) -> str:
        return str(self.membership)
