"""Joins tile archives of different layers: the layers of vector tiles can simply be strung together."""

import gzip
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import write

WEST_SOUTH, EAST_NORTH = ("min_lon_e7", "min_lat_e7"), ("max_lon_e7", "max_lat_e7")


def join_archives(parts: Iterable[Path], target: Path) -> None:
    """Write all tiles of ``parts`` into ``target``; a tile that several have holds all their layers."""
    with ExitStack() as files:
        sources = [MmapSource(files.enter_context(part.open("rb"))) for part in parts]
        readers = [Reader(source) for source in sources]
        holders: dict[tuple[int, int, int], list[Reader]] = defaultdict(list)
        for reader, source in zip(readers, sources, strict=True):
            for place, _ in all_tiles(source):
                holders[place].append(reader)
        with write(target) as archive:
            for place in sorted(holders, key=lambda place: zxy_to_tileid(*place)):
                tiles = [reader.get(*place) for reader in holders[place]]
                archive.write_tile(zxy_to_tileid(*place), _strung(tiles))
            archive.finalize(_header(readers), _metadata(readers))


def _strung(tiles: list[bytes]) -> bytes:
    """Return gzipped tiles as one; a browser does not unzip what was only put side by side."""
    if len(tiles) == 1:
        return tiles[0]
    return gzip.compress(b"".join(map(gzip.decompress, tiles)), mtime=0)


def _header(readers: list[Reader]) -> dict[str, Any]:
    """Return the header of the first archive with a box around all."""
    headers = [reader.header() for reader in readers]
    header: dict[str, Any] = dict(headers[0])
    header.update({side: min(one[side] for one in headers) for side in WEST_SOUTH})
    header.update({side: max(one[side] for one in headers) for side in EAST_NORTH})
    return header


def _metadata(readers: list[Reader]) -> dict[str, Any]:
    """Return the metadata of the first archive, telling of the layers of all."""
    told = [reader.metadata() for reader in readers]
    layers = [layer for one in told for layer in one["vector_layers"]]
    kept = {name: told[0][name] for name in ("name", "format", "type", "description", "version")}
    return {**kept, "attribution": "", "vector_layers": layers}
