"""Lists that are asked for too much, or for a page they do not have."""

import re

import pytest

from prospect.explore.paging import page_of

LISTS = ("/en/map/", "/en/opportunities/")


def offers(client, address):
    """Return what an empty list offers to remove, with the address of each and the hits promised."""
    html = client.get(address).content.decode()
    found = re.findall(r'<a href="([^"]*)">Remove ([^<]*): ([\d,]+) (?:area|opportunit)', html)
    return [(words, link.replace("&amp;", "&"), int(hits)) for link, words, hits in found]


def hits(client, page, link):
    """Follow an offer, as a browser would from that page."""
    html = client.get(link if link.startswith("/") else page + link).content.decode()
    told = re.search(
        r"([\d,]+) (?:area|opportunit)",
        re.search("<h1.*?</h1>", html, re.S)[0].replace("&nbsp;", " "),
    )
    return int(told[1].replace(",", ""))


def test_where_no_single_filter_helps_two_are_offered_together(released, client):
    address = "/en/map/?municipality=ishoej&use=research&min_area=4000"
    found = offers(client, address)
    assert [(words, count) for words, _link, count in found] == [
        ("Municipality: Ishøj and Site area from 4,000 ha", 3),
        ("Use: Research and Site area from 4,000 ha", 1),
    ]
    for _words, link, count in found:
        assert hits(client, "/en/map/", link) == count


def test_where_two_do_not_help_all_filters_are_offered_with_their_hits(released, client):
    ((words, link, count),) = offers(
        client, "/en/map/?q=atlantis&min_area=9e9&max_floor=0&done_by=1000"
    )
    assert (words, count) == ("all filters", 67) and hits(client, "/en/map/", link) == count
    address = "/en/opportunities/?q=atlantis&min_size=9e9&available_by=1000&sort=name"
    ((words, link, count),) = offers(client, address)
    assert (words, count) == ("all filters", 50) and "sort=name" in link
    assert hits(client, "/en/opportunities/", link) == count


def test_a_filter_of_several_values_is_offered_whole(released, client):
    found = offers(
        client, "/en/opportunities/?kind=premises&use=port,retail&min_size=500000&country=SE"
    )
    assert found
    for words, link, count in found:
        assert words.count("Use: ") in (0, 2) and hits(client, "/en/opportunities/", link) == count


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_has_hits_offers_nothing(released, client, address):
    assert offers(client, address + "?country=DK") == []


@pytest.mark.parametrize(
    ("cell", "number"),
    [("", 1), ("1", 1), ("2", 2), ("0", 1), ("-1", 1), ("-99", 1), ("000", 1), ("3", 3), ("4", 3), ("9" * 40, 3),
     ("two", 1), ("1.5", 1), ("٢", 2), ("1e9", 1)],
)  # fmt: skip
def test_INJ_06_a_page_that_there_is_not_is_the_first_or_the_last(cell, number):
    assert page_of(range(450), cell).number == number
    assert page_of([], cell).number == 1


@pytest.mark.parametrize("address", (*LISTS, "/en/areas/"))
def test_INJ_06_any_page_asked_for_shows_the_list(released, client, address):
    plain = client.get(address).content.decode()
    for cell in ("0", "-5", "99", "9" * 40, "x"):
        html = client.get(address, {"page": cell}).content.decode()
        assert re.findall(r'data-key="\w+"|href="/en/areas/\w+/"', html) == re.findall(
            r'data-key="\w+"|href="/en/areas/\w+/"', plain
        )


def test_municipalities_that_publish_nothing_are_called_by_name_among_the_filters(released, client):
    html = client.get("/en/map/?municipality=lyngby_taarbaek").content.decode()
    assert "Municipality: Lyngby-Taarbæk" in html and "1 area fits" in html.replace("\xa0", " ")
