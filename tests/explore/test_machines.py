"""What machines look for: the front door, robots.txt, the site map, security.txt and /was."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from prospect.explore.views import machines
from prospect.releases.middleware import LARDER

SITE = "http://testserver"
URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}url"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def _addresses(response):
    return [url.find(LOC).text for url in ElementTree.fromstring(response.content).iter(URL)]


@pytest.mark.parametrize(
    ("wished", "given"),
    [("sv-SE,sv;q=0.9", "/sv/"), ("da", "/da/"), ("fr,en;q=0.5", "/en/"), ("", "/en/")],
)
def test_the_front_door_leads_to_the_language_the_browser_prefers(client, released, wished, given):
    response = client.get("/", headers={"accept-language": wished})
    assert response.status_code == 302
    assert response.headers["Location"] == given
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


def test_robots_are_shown_the_site_map(client, released):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /*?" in text


def test_the_site_map_lists_every_page_in_every_language(client, released):
    response = client.get("/sitemap.xml")
    addresses = _addresses(response)
    counts = released.manifest["counts"]
    records = sum(
        counts[name]
        for name in ("areas", "opportunities", "industries", "places", "initiatives", "chapters")
    )
    assert response.headers["Content-Type"].startswith("application/xml")
    assert len(addresses) == len(set(addresses)) == 3 * (records + len(machines.PAGES))
    assert f"{SITE}/da/industries/life_science/" in addresses


def test_each_page_of_the_site_map_names_its_other_languages(client, released):
    for url in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(URL):
        links = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        assert set(links) == {"en", "da", "sv", "x-default"}
        assert url.find(LOC).text in links.values()
        assert links["x-default"] == links["en"]


def test_a_large_site_map_is_split_and_nothing_is_lost(client, released, monkeypatch):
    whole = _addresses(client.get("/sitemap.xml"))
    LARDER.empty()
    monkeypatch.setattr(machines, "MOST_PAGES", 50)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc.text.removeprefix(SITE) for loc in index.iter(LOC)]
    pieces = [_addresses(client.get(part)) for part in parts]
    assert len(parts) > 1
    assert max(map(len, pieces)) == 3 * 50
    assert sorted(address for piece in pieces for address in piece) == sorted(whole)


@pytest.mark.parametrize("part", ["0", "99", "x", "-1", "1e9", "²"])
def test_a_part_that_does_not_exist_is_404(client, released, part):
    assert client.get("/sitemap.xml", {"part": part}).status_code == 404


def test_security_txt_expires_within_a_year_and_names_a_contact(client, released, settings):
    settings.CONTACT_URL = "https://example.org/contact"
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in reversed(response.content.decode().splitlines()))
    expires = datetime.fromisoformat(lines["Expires"])
    assert response.headers["Content-Type"].startswith("text/plain")
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
    assert lines["Contact"] == "https://example.org/contact"
    assert lines["Canonical"] == f"{SITE}/.well-known/security.txt"


def test_security_txt_leads_to_a_page_that_exists(client, released, settings):
    settings.CONTACT_URL = ""
    text = client.get("/.well-known/security.txt").content.decode()
    assert f"Contact: {SITE}/en/privacy/#security" in text
    assert 'id="security"' in client.get("/en/privacy/").content.decode()


def test_was_leads_to_the_accessibility_statement(client, released):
    response = client.get("/was", headers={"accept-language": "da"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/da/accessibility/"


@pytest.mark.parametrize(
    ("page", "query"), [("/{}/map/", "?use=logistics"), ("/{}/areas/hyllie/", ""), ("/{}/", "?x=1")]
)
def test_a_page_names_itself_and_its_other_languages_by_whole_addresses(
    client, released, page, query
):
    html = client.get(page.format("da") + query).content.decode()
    links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))
    assert links == {code: SITE + page.format(code) for code in ("en", "da", "sv")} | {
        "x-default": SITE + page.format("en")
    }
    assert f'<link rel="canonical" href="{links["da"]}">' in html
    assert f'href="{page.format("sv")}{query}" lang="sv"' in html  # a reader keeps the filters
