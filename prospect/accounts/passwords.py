"""What a password may be, beyond Django's own rules."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128  # signs; nothing longer is hashed, and nothing is cut off silently


class NotTooLong:
    """A validator: a password has at most 128 signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        words = _("Your password can have at most {number} characters.")
        return words.format(number=LONGEST)
