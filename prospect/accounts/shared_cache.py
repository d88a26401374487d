"""Django's default cache as a table of the editing database: JSON, shared by workers, kept over restarts.

Only the staff side uses it (allauth: rates of tries, codes that were used). Django's own database
cache stores pickled objects, which whoever can write there could make run.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac


class SharedCache(BaseCache):
    """A cache of small JSON values; keys are stored as HMACs, as some hold codes and addresses."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Store a value where there is none; False when there is, also to the loser of a race."""
        try:
            with transaction.atomic():
                kept = self._rows().select_for_update().filter(key=self._mark(key, version)).first()
                if kept and not _is_over(kept.expires_at):
                    return False
                if kept:
                    kept.delete()
                self._forget_old()
                self._rows().create(
                    key=self._mark(key, version), value=value, expires_at=self._end(timeout)
                )
        except IntegrityError:
            return False
        return True

    def _forget_old(self) -> None:
        """Take away what is over; rows that somebody holds are left, as waiting for them could be mutual."""
        over = self._rows().filter(expires_at__lt=timezone.now())
        free = over.select_for_update(skip_locked=True).values_list("pk", flat=True)
        self._rows().filter(pk__in=list(free)).delete()

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        kept = self._rows().filter(key=self._mark(key, version)).first()
        return default if kept is None or _is_over(kept.expires_at) else kept.value

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        self._rows().update_or_create(
            key=self._mark(key, version),
            defaults={"value": value, "expires_at": self._end(timeout)},
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        kept = self._rows().filter(key=self._mark(key, version))
        return bool(kept.update(expires_at=self._end(timeout)))

    def delete(self, key: Any, version: Any = None) -> bool:
        gone, _of_what = self._rows().filter(key=self._mark(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        self._rows().all().delete()

    def _rows(self) -> Any:
        from prospect.accounts.models import SharedValue  # apps are not loaded with the settings

        return SharedValue.objects

    def _mark(self, key: Any, version: Any) -> str:
        made = self.make_key(str(key), version=version)
        return salted_hmac("prospect.accounts.cache", made, algorithm="sha256").hexdigest()

    def _end(self, timeout: Any) -> datetime | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else timezone.now() + timedelta(seconds=seconds)


def _is_over(end: datetime | None) -> bool:
    return end is not None and end <= timezone.now()
