"""GeoPackage binary geometry: a small header with the envelope, then WKB (OGC 12-128r19, 2.1.3)."""

import struct

import shapely
from shapely.geometry.base import BaseGeometry

SRS_ID = 4326
_HEADER = struct.Struct("<2sBBi")
_ENVELOPE = struct.Struct("<4d")
_ENVELOPE_SIZES = (0, 32, 48, 48, 64)


def write(geometry: BaseGeometry) -> bytes:
    """Return the GeoPackage binary of a geometry in EPSG:4326; points carry no envelope."""
    wkb = shapely.to_wkb(geometry, byte_order=1)
    if geometry.is_empty:
        return _HEADER.pack(b"GP", 0, 0b0001_0001, SRS_ID) + wkb
    if geometry.geom_type == "Point":
        return _HEADER.pack(b"GP", 0, 0b0000_0001, SRS_ID) + wkb
    west, south, east, north = geometry.bounds
    envelope = _ENVELOPE.pack(west, east, south, north)
    return _HEADER.pack(b"GP", 0, 0b0000_0011, SRS_ID) + envelope + wkb


def read(blob: bytes) -> BaseGeometry:
    """Return the geometry of a GeoPackage binary; ValueError when it is none."""
    if len(blob) < _HEADER.size or blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry: it must begin with 'GP'")
    envelope = (blob[3] >> 1) & 0b111
    if envelope >= len(_ENVELOPE_SIZES):
        raise ValueError("not a GeoPackage geometry: unknown envelope")
    try:
        return shapely.from_wkb(blob[_HEADER.size + _ENVELOPE_SIZES[envelope] :])
    except shapely.errors.ShapelyError as error:
        raise ValueError(f"not a GeoPackage geometry: {error}") from None
