"""Opportunities: the list, its filters, and a page for each."""

import re

from django.db import connections
from django.test.utils import CaptureQueriesContext

from prospect.catalogue.models import Opportunity
from prospect.explore.opportunity_words import size_words
from prospect.records.models import published

MOST_QUESTIONS = 12


def listed(client, query=""):
    response = client.get(f"/en/opportunities/{query}")
    assert response.status_code == 200
    return response.content.decode()


def keys_in(html):
    return re.findall(
        r'<h2><span class="sw[^>]*></span> <a href="/en/opportunities/([^/]+)/"', html
    )


def test_the_list_says_what_fits_by_country_and_how_many_are_examples(released, client):
    html = listed(client)
    assert "50 opportunities fit: 25 in Denmark, 25 in Sweden" in html
    assert "36 of them are illustrative" in html
    assert len(keys_in(html)) == 50


def test_documented_ones_come_first_and_examples_carry_the_word(released, client):
    html = listed(client)
    keys = keys_in(html)
    first_example = next(i for i, key in enumerate(keys) if key.startswith("ex_"))
    assert all(key.startswith("ex_") for key in keys[first_example:])
    assert html.count('class="illus"') == len(keys) - first_example


def test_filters_narrow_and_can_be_taken_away(released, client):
    html = listed(client, "?kind=plot&country=SE&sort=size")
    keys = set(keys_in(html))
    expected = published(Opportunity).filter(kind="plot", country="SE")
    assert keys == set(expected.values_list("key", flat=True))
    assert 'href="?kind=plot&amp;sort=size"' in html
    assert 'href="?country=SE&amp;sort=size"' in html


def test_the_largest_come_first_and_unknown_sizes_last(released, client):
    keys = keys_in(listed(client, "?sort=size"))
    records = {record.key: record for record in published(Opportunity)}
    sizes = [records[key].max_size_m2 or records[key].min_size_m2 for key in keys]
    known = [size for size in sizes if size]
    assert known == sorted(known, reverse=True)
    assert all(size is None for size in sizes[len(known) :])


def test_nothing_that_fits_comes_with_advice(released, client):
    html = listed(client, "?kind=premises&min_size=200000")
    assert "No opportunity fits" in html
    assert "Remove Size from 200,000 m²: " in html
    assert "Remove Kind: Premises: " in html


def test_what_cannot_be_understood_asks_nothing(released, client):
    assert keys_in(listed(client, "?kind=castle&min_size=huge&page=99&sort=x")) == keys_in(
        listed(client)
    )


def test_every_opportunity_has_a_page_that_says_how_to_proceed(released, client):
    for key in published(Opportunity).values_list("key", flat=True):
        html = client.get(f"/en/opportunities/{key}/").content.decode()
        assert 'id="proceed"' in html


def test_an_unknown_opportunity_is_not_found(released, client):
    assert client.get("/en/opportunities/atlantis/").status_code == 404


def test_an_example_says_so_in_its_title_and_at_its_head(released, client):
    html = client.get("/en/opportunities/ex_nordhavn_1/").content.decode()
    assert "(illustrative)" in re.search("<title>(.*?)</title>", html, re.S).group(1)
    assert "Nothing here is on offer" in html


def test_a_documented_one_is_never_called_illustrative(released, client):
    html = client.get("/en/opportunities/norra_hamnen_plots/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert "llustrative" not in re.sub(r"data-settings='[^']*'", "", main)


def test_each_country_has_its_own_way(released, client):
    danish = client.get("/en/opportunities/ex_nordhavn_1/").content.decode()
    assert "Copenhagen Capacity" in danish and "lokalplan" in danish and "byggetilladelse" in danish
    swedish = client.get("/en/opportunities/ex_hyllie_1/").content.decode()
    assert "Invest in Skåne" in swedish and "bygglov" in swedish and "markanvisning" in swedish


def test_what_is_not_recorded_says_so(released, client):
    html = client.get("/en/opportunities/medicon_village_premises/").content.decode()
    facts = re.search(r'<dl class="facts">.*?</dl>', html, re.S).group()
    assert facts.count("Not recorded") == 3  # size, year and price


def test_an_area_lists_its_own_and_those_of_its_parts(released, client):
    html = client.get("/en/areas/oerestad/").content.decode()
    assert "/en/opportunities/ex_oerestad_city_1/" in html
    assert "/en/opportunities/ex_hyllie_1/" not in html


def test_pages_ask_few_questions(released, client):
    listed(client)
    client.get("/en/opportunities/ex_ideon_1/")
    for path in ("/en/opportunities/?kind=plot", "/en/opportunities/ex_hyllie_1/"):
        with CaptureQueriesContext(connections["published"]) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= MOST_QUESTIONS


def test_sizes_are_told_as_they_are_known():
    assert size_words(Opportunity(min_size_m2=6000, max_size_m2=12000)) == "6,000–12,000\u00a0m²"
    assert size_words(Opportunity(min_size_m2=20000)) == "from 20,000\u00a0m²"
    assert size_words(Opportunity(max_size_m2=285000)) == "up to 285,000\u00a0m²"
    assert size_words(Opportunity(min_size_m2=500, max_size_m2=500)) == "500\u00a0m²"
    assert size_words(Opportunity()) == ""
