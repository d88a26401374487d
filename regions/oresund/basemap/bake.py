"""Bake the layers here into baked/<content key>.pmtiles: ``python regions/oresund/basemap/bake.py``.

A release takes these tiles as they are as long as their key fits the layers; run this after build.py.
"""

from pathlib import Path

from prospect.releases.basemap import bake_basemap, content_key

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    baked = HERE / "baked"
    baked.mkdir(exist_ok=True)
    for old in baked.glob("*.pmtiles"):
        old.unlink()
    bake_basemap(HERE, baked / f"{content_key(HERE)}.pmtiles")
