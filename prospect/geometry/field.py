"""The geometry field: shapely in Python, GeoPackage binary in the database (EPSG:4326)."""

from base64 import b64decode, b64encode
from typing import Any

from django.db import models
from shapely.geometry.base import BaseGeometry

from prospect.geometry import geopackage_binary


class GeometryField(models.BinaryField):  # type: ignore[type-arg]
    """A geometry in longitude and latitude; any OGC simple feature, empty as NULL."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> BaseGeometry | None:
        return geopackage_binary.read(bytes(value)) if value else None

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):  # a fixture: what value_to_string wrote
            value = b64decode(value)
        return (
            geopackage_binary.read(bytes(value)) if isinstance(value, bytes | memoryview) else value
        )

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return geopackage_binary.write(value)

    def value_to_string(self, obj: models.Model) -> str:
        return b64encode(self.get_prep_value(self.value_from_object(obj)) or b"").decode("ascii")
