"""The model field that keeps a Text as one JSON value."""

import json
from typing import Any

from django.db import models

from prospect.languages.text import Text

_parse = json.JSONDecoder().raw_decode  # json.loads without looking for what may stand around it


class TextField(models.TextField):  # type: ignore[type-arg]
    """A Text in one column; stored as JSON with the letters as they are."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Text:
        return Text.stored(_parse(value)[0]) if value else Text()

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        return Text(json.loads(value)) if isinstance(value, str) and value else Text(value or {})

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(dict(self.to_python(value)), ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))
