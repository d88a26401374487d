"""The release is one file that GIS programs open."""

import sqlite3
from contextlib import closing

import numpy as np
import pyogrio
import pytest
import shapely

from prospect.catalogue.models import Area, Opportunity, Place, Station
from prospect.geometry.field import GeometryField
from prospect.records.models import published
from prospect.releases.build import RELEASED
from prospect.releases.store import CATALOGUE, unchanging

pytestmark = pytest.mark.usefixtures("released")
LAYERS = {
    "areas": (Area, "MultiPolygon"),
    "stations": (Station, "Point"),
    "opportunities": (Opportunity, "Point"),
    "places": (Place, "Point"),
}
KASTRUP = (12.6, 55.6, 12.7, 55.66)


@pytest.fixture
def path(released):
    return released.folder / CATALOGUE


@pytest.fixture
def database(path):
    opened = sqlite3.connect(unchanging(path), uri=True)
    yield opened
    opened.close()


def test_gdal_sees_a_layer_for_every_released_model(path):
    layers = dict(pyogrio.list_layers(path).tolist())
    assert set(layers) >= {model._meta.db_table for model in RELEASED}
    assert {name: layers[name] for name in LAYERS} == {
        name: kind for name, (_, kind) in LAYERS.items()
    }
    assert layers["figures"] is None


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_every_row_in_wgs_84_within_the_region(path, released, layer):
    info = pyogrio.read_info(path, layer=layer, force_total_bounds=True)
    assert info["crs"] == "EPSG:4326"
    assert info["features"] == released.manifest["counts"][layer]
    west, south, east, north = info["total_bounds"]
    assert 11.3 <= west < east <= 14.8 and 55.1 <= south < north <= 56.6


@pytest.mark.parametrize("layer", LAYERS)
def test_the_spatial_index_answers_a_box_like_reading_every_row(path, layer):
    model = LAYERS[layer][0]
    shapes = {r.key: r.outline if model is Area else r.point for r in published(model)}
    expected = sorted(
        key for key, shape in shapes.items() if shapely.box(*KASTRUP).intersects(shape)
    )
    _, _, _, fields = pyogrio.raw.read(path, layer=layer, bbox=KASTRUP, columns=["key"])
    assert sorted(fields[0].tolist()) == expected and expected


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_knows_the_spatial_index_and_it_holds_every_row(path, database, layer):
    query = f"SELECT HasSpatialIndex('{layer}', 'geom') AS has"
    _, _, _, fields = pyogrio.raw.read(path, sql=query, sql_dialect="SQLITE", read_geometry=False)
    assert fields[0].tolist() == [1]
    missing = database.execute(
        f"SELECT count(*) FROM {layer} WHERE id NOT IN (SELECT id FROM rtree_{layer}_geom)"
    ).fetchone()
    assert missing == (0,)


def test_the_geometry_gdal_reads_is_the_geometry_django_reads(path):
    _, _, shapes, fields = pyogrio.raw.read(path, layer="areas", columns=["key"])
    ours = {area.key: area.outline for area in published(Area)}
    for key, shape in zip(fields[0], shapely.from_wkb(shapes), strict=True):
        assert shape.equals_exact(ours[key], 0)
    assert not np.any(shapely.is_empty(shapely.from_wkb(shapes)))


def test_the_file_says_it_is_a_geopackage(database):
    assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert database.execute("PRAGMA user_version").fetchone() == (10400,)


def test_sqlite_finds_nothing_wrong(database):
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_extents_of_the_contents_are_those_of_the_layers(path, database):
    rows = database.execute(
        "SELECT table_name, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE data_type = 'features'"
    ).fetchall()
    assert {row[0] for row in rows} == set(LAYERS)
    for layer, *extent in rows:
        info = pyogrio.read_info(path, layer=layer, force_total_bounds=True)
        assert info["total_bounds"] == pytest.approx(extent)


def test_no_record_points_at_nothing(database):
    for model in RELEASED:
        for column in model._meta.concrete_fields:
            if column.is_relation:
                table, other = model._meta.db_table, column.related_model._meta.db_table
                dangling = database.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column.column}" IS NOT NULL '
                    f'AND "{column.column}" NOT IN (SELECT id FROM "{other}")'
                ).fetchone()
                assert dangling == (0,), (table, column.column)


def test_every_released_model_gives_back_its_records(released):
    for model in RELEASED:
        records = list(published(model))
        assert len(records) == released.manifest["counts"][model._meta.db_table]
        assert all(record.state == "published" for record in records)


def test_letters_and_dates_stand_in_the_file_as_they_are(database):
    names = " ".join(row[0] for row in database.execute("SELECT name FROM areas"))
    assert "Århusgadekvarteret" in names and "\\u00" not in names
    stamps = database.execute("SELECT last_change FROM gpkg_contents").fetchall()
    assert all(stamp.endswith("Z") and "T" in stamp for (stamp,) in stamps)


def test_every_model_with_a_geometry_is_a_layer():
    spatial = {
        model._meta.db_table
        for model in RELEASED
        if any(isinstance(column, GeometryField) for column in model._meta.concrete_fields)
    }
    assert spatial == set(LAYERS)


def test_the_file_alone_says_that_outlines_are_indicative(released):
    with closing(sqlite3.connect(released.folder / "catalogue.gpkg")) as database:
        query = "SELECT table_name, description FROM gpkg_contents"
        told = dict(database.execute(query))
    assert "indicative" in told["areas"] and "never plan" in told["areas"]
    assert "illustrative" in told["opportunities"]
