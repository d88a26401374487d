"""Laws that hold for any request."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospect.api.content import OFFERS
from prospect.search.filters import PARAMETERS

pytestmark = pytest.mark.usefixtures("released")
NAMES = sorted({p.name for some in PARAMETERS.values() for p in some} | {"q", "bbox", "limit", "f"})
CODES = sorted({code for some in PARAMETERS.values() for p in some for code in p.vocabulary})
CELLS = st.one_of(
    st.text(max_size=60),
    st.sampled_from([*CODES, "en", "csv", "12,55,13,56", "-1", "1e400", "NaN", "½", "ﷺ", "ﾞ", "İ"]),
    st.floats().map(str),
    st.integers().map(str),
)
PAIRS = st.lists(
    st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)), CELLS), max_size=4
)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def answered(answer):
    assert answer.status_code in (200, 400, 404, 406, 414), answer.content[:300]
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@given(collection=st.sampled_from(sorted(OFFERS)), pairs=PAIRS)
@settings(
    max_examples=80, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET
)
def test_API_any_query_is_answered_or_clearly_refused(collection, pairs):
    query = {}
    for name, cell in pairs:
        query.setdefault(name, []).append(cell)
    answered(Client().get(f"/api/collections/{collection}/items", query))


@given(question=st.text(min_size=1, max_size=60))
@settings(
    max_examples=80, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET
)
def test_API_any_words_can_be_searched_for(question):
    answer = Client().get("/api/collections/stations/items", {"q": question, "limit": 1})
    assert answer.status_code == (400 if "\0" in question else 200)


@given(path=st.text(max_size=40))
@settings(
    max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET
)
def test_API_any_path_is_answered_or_clearly_refused(path):
    answered(Client().get(f"/api/collections/{path}"))


@given(query=st.binary(max_size=60), accept=st.text(st.characters(max_codepoint=126), max_size=30))
@settings(
    max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET
)
def test_API_any_bytes_are_answered_or_clearly_refused(query, accept):
    raw = {"QUERY_STRING": query.decode("latin-1"), "HTTP_ACCEPT": accept}
    answered(Client().get("/api/collections/places/items", **raw))
