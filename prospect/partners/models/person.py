"""People of the staff side, and the role each has at a partner."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from prospect.partners.models.partner import Partner
from prospect.records.scope import EVERYWHERE, Scope
from prospect.registers.roles import ROLES, Role


class People(BaseUserManager["Person"]):
    """How people are made: by address, without a password until they choose one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Return a new person; the address is kept in small letters."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One member of staff, who logs in with an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "people"
        ordering: ClassVar[Any] = ("name", "pk")

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> list[tuple[int | None, Role]]:
        """Every role with the primary key of its partner; None for the whole region."""
        if not self.is_active:
            return []
        kept = self.memberships.values_list("partner_id", "role")
        return [(partner, ROLES[role]) for partner, role in kept if role in ROLES]

    def scope(self, verb: str) -> Scope:
        """Return where this person may do something: the keys of partners, or EVERYWHERE."""
        allowed = [(partner, role) for partner, role in self.roles if role.allows(verb)]
        if any(role.regional and partner is None for partner, role in allowed):
            return EVERYWHERE
        return frozenset(p for p, role in allowed if p is not None and not role.regional)

    @property
    def manages(self) -> bool:
        """Whether this person admits others anywhere."""
        return bool(self.scope("manage"))

    @property
    def answers_for_region(self) -> bool:
        """Whether this person approves what belongs to no partner, and answers who suggests an idea."""
        return self.scope("review") == EVERYWHERE


class Membership(models.Model):
    """The role of a person at a partner; of the whole region where no partner is named."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, related_name="memberships")
    role = models.CharField(max_length=20)

    class Meta:
        db_table = "memberships"
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["person", "partner"], name="one_role_at_a_partner"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(partner=None), name="one_role_in_the_region"
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=True, role="regional_admin")
                | (models.Q(partner__isnull=False) & ~models.Q(role="regional_admin")),
                name="a_regional_role_has_no_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {ROLES.label(self.role)}"
