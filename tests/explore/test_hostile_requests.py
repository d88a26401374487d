"""What nobody means well with: every public page answers calmly, repeats nothing and leads nowhere."""

import itertools
import json
import logging
import logging.config
import re
import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from prospect.releases.middleware import LARDER

pytestmark = pytest.mark.usefixtures("released")

SITE = "http://testserver"
PAGES = (
    "/en/", "/da/map/", "/sv/areas/", "/en/areas/nordhavn/", "/da/opportunities/",
    "/sv/industries/", "/en/industries/life_science/", "/da/places/", "/sv/contacts/",
    "/en/about/", "/da/embed/", "/sv/embed/map/", "/en/embed/area/hyllie/", "/da/embed/ideas/",
    "/da/sources/", "/sv/accessibility/", "/en/privacy/",
)  # fmt: skip
EVIL = (
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "'-alert(1)-'",
    "{{7*7}}{% load static %}",
)
PARAMETERS = (
    "q", "lang", "country", "municipality", "use", "sector", "stage", "kind", "near", "min_area",
    "year", "bbox", "at", "selected", "sort", "page", "part", "next", "key", "per_page", "debug",
    "theme", "layer", "height", "language", "priority", "area",
)  # fmt: skip


def words_of(answer):
    return answer.content.decode("utf-8", "replace")


@pytest.mark.parametrize("page", PAGES)
def test_XSS_06_INJ_09_nothing_a_query_says_is_ever_markup_or_template(client, page):
    for parameter, evil in itertools.product(PARAMETERS, EVIL[:3]):
        answer = client.get(page, {parameter: evil})
        assert answer.status_code == 200
        assert "onerror=alert" not in words_of(answer) or "&lt;img" in words_of(answer)
        assert "<img src=x" not in words_of(answer) and "<svg onload" not in words_of(answer)
        assert 'href="javascript:' not in words_of(answer)
    searched = words_of(client.get(page, {"q": EVIL[4]}))
    assert "49{%" not in searched and ">49<" not in searched


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("place", ["/en/{}/", "/da/areas/{}/", "/static/{}", "/tiles/{}", "/{}"])
def test_XSS_06_an_error_page_never_repeats_the_address(client, place, evil):
    answer = client.get(place.format(evil), {"x": evil})
    assert answer.status_code in (404, 405)
    assert "alert(1)" not in words_of(answer) and "7*7" not in words_of(answer)


@pytest.mark.parametrize(
    "sort",
    ["name;drop table areas", "password", "user__password", "-pk", "(CASE WHEN 1=1 THEN 1 END)",
     "?", "name' --"],
)  # fmt: skip
def test_INJ_01_only_known_orders_order(client, sort):
    for page in ("/en/map/", "/en/opportunities/"):
        plain, asked = client.get(page), client.get(page, {"sort": sort})
        assert asked.status_code == 200
        keys = [re.findall(r'data-key="(\w+)"', words_of(one)) for one in (plain, asked)]
        assert keys[0] == keys[1]
    for name in ("sort", "sortby", "order_by", "ordering"):
        refused = client.get("/api/collections/areas/items", {name: sort})
        assert refused.status_code == 400 and refused.json()["parameter"] == name


@pytest.mark.parametrize(
    "value",
    ["a' OR 1=1--", "DK') OR ('1'='1", "DK; DROP TABLE areas", "LIKE '%'", "jsonArrayContains(a,b)",
     "DK UNION SELECT * FROM auth_user", "%27%20OR%201=1"],
)  # fmt: skip
def test_INJ_02_a_filter_is_a_code_a_number_or_words_never_an_expression(client, value):
    for name in ("country", "municipality", "use", "sector", "stage", "kind"):
        answer = client.get("/api/collections/areas/items", {name: value})
        assert answer.status_code == 400 and answer.json()["parameter"] == name
    for name in ("min_area", "bbox", "limit"):
        assert client.get("/api/collections/areas/items", {name: value}).status_code == 400
    searched = client.get("/api/collections/areas/items", {"q": value})
    assert searched.status_code == 200 and searched.json()["numberMatched"] < 67


def test_INJ_03_no_field_of_any_model_is_a_parameter(client):
    known = {"country", "municipality", "kind", "use", "sector", "stage", "near", "area"}
    fields = {
        f"{field.name}{lookup}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        for lookup in ("", "__startswith", "__regex", "__key", "__isnull")
    }
    asked = (fields - known) | {
        "filter[_connector]",
        "_connector",
        "_negated",
        "**",
        "user__password",
    }
    assert len(asked) > 200
    for name in asked:
        answer = client.get("/api/collections/areas/items", {name: "OR 1=1"})
        assert answer.status_code == 400 and answer.json()["parameter"] == name
    everything = client.get("/en/map/", dict.fromkeys(sorted(fields - known)[:60], "OR 1=1"))
    assert words_of(everything).count('data-key="') == words_of(client.get("/en/map/")).count(
        'data-key="'
    )


def uses_of_patterns():
    """Every regular expression of the software, with the methods it is used by."""
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("prospect."):
            continue
        for label, pattern in vars(module).items():
            if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                source = Path(module.__file__).read_text(encoding="utf-8")
                for use in set(
                    re.findall(rf"\b{label}\.(fullmatch|match|search|sub|findall)", source)
                ):
                    yield f"{name}.{label}.{use}", partial(USES[use], pattern)


USES = {
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "match": lambda pattern, text: pattern.match(text),
    "search": lambda pattern, text: pattern.search(text),
    "sub": lambda pattern, text: pattern.sub("", text),
    "findall": lambda pattern, text: pattern.findall(text),
}


@pytest.mark.timeout(30)  # a bound for endless work, not a measurement
def test_INJ_07_no_regular_expression_of_ours_hangs_on_evil_words():
    found = dict(uses_of_patterns())
    assert len(found) >= 10
    seeds = ("a", "a.", "1,", " ", "-", "(", "a@", "/a", "\u00e5", ";", "##", "0.", "_a", "aA1")
    for seed, end in itertools.product(seeds, ("", "!", "\n", "\0", "\ud800")):
        evil = seed * (50_000 // len(seed)) + end
        for use in found.values():
            use(evil)


@pytest.mark.parametrize("page", ["/en/map/", "/da/opportunities/", "/api/collections/areas/items"])
def test_INJ_07_endless_words_are_refused_before_anything_reads_them(client, page):
    assert client.get(page, {"q": "a" * 50_000}).status_code in (400, 414)


def test_INJ_11_what_is_asked_cannot_write_a_line_of_the_log():
    formatter = logging.config.dictConfigClass(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"]["json"])
    )
    path = '/en/\r\n{"levelname": "INFO", "message": "all is well"}\x1b[2J'
    record = logging.makeLogRecord({"name": "prospect.requests", "msg": "request", "path": path})
    line = formatter.format(record)
    assert "\n" not in line and "\r" not in line and "\x1b" not in line
    assert json.loads(line)["path"] == path
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", json.loads(line)["asctime"])


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "///evil.example/", "/\\evil.example", "/%5Cevil.example/", "//evil.example/%2e%2e",
     "/en//evil.example", "/en", "/en/map", "/da/areas/nordhavn", "/%0d%0aLocation:%20https://evil.example",
     "/was/", "//evil.example/en/map", "/en/map;//evil.example", "/https:evil.example"],
)  # fmt: skip
@pytest.mark.parametrize(
    "query", ["", "?next=//evil.example&url=https://evil.example&return_to=/\\evil.example"]
)
def test_WEB_02_every_redirect_stays_here(client, path, query):
    answer = client.get(path + query)
    assert answer.status_code in (301, 302, 400, 404)
    where = urlsplit(answer.headers.get("Location", ""))
    assert where.netloc in ("", "testserver") and where.scheme in ("", "http")
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))
    assert "\n" not in str(answer.headers)


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example;proto=https"},
     {"X-Forwarded-Proto": "https"}, {"X-Original-URL": "/en/privacy/"},
     {"X-Rewrite-URL": "/en/privacy/"}, {"X-HTTP-Method-Override": "DELETE"},
     {"Cookie": "sessionid=x; lang=sv"}, {"Accept-Language": "sv"}, {"X-Forwarded-Prefix": "/evil"}],
    ids=lambda headers: next(iter(headers)),
)  # fmt: skip
@pytest.mark.parametrize(
    "page", ["/en/map/", "/en/areas/nordhavn/", "/api/collections", "/sitemap.xml"]
)
def test_WEB_03_WEB_04_a_header_poisons_no_kept_answer(client, page, headers):
    LARDER.empty()
    clean = Client().get(page)
    LARDER.empty()
    poisoned = client.get(page, headers=headers)
    after = Client().get(page)
    assert poisoned.status_code == 200
    assert "evil" not in words_of(poisoned) and "evil" not in words_of(after)
    assert words_of(poisoned) == words_of(clean) == words_of(after)
    assert "https://testserver" not in words_of(after)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "evil.example:80@testserver", "[::2]", "a b"],
)
def test_WEB_03_a_host_that_is_not_ours_is_refused(client, host):
    answer = client.get("/en/map/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in words_of(answer)
    assert "testserver" in words_of(client.get("/en/map/"))


def test_WEB_04_what_is_kept_is_public_and_carries_no_cookie(client):
    for page in PAGES:
        for _ in range(2):
            answer = client.get(page, headers={"Cookie": "a=b"})
            assert "Set-Cookie" not in answer.headers and not answer.cookies
            assert "public" in answer.headers["Cache-Control"]
            assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/en/map/;x=1", "/en/map;x=1/", "/en/map/x.css", "/en/../api/", "/api/../en/map/"]
)
def test_WEB_04_a_disguised_address_is_no_page(client, path):
    assert client.get(path).status_code == 404


def test_WEB_04_a_body_with_a_GET_changes_nothing(client):
    LARDER.empty()
    fat = client.generic(
        "GET", "/en/map/", b"q=zzzz&country=SE", "application/x-www-form-urlencoded"
    )
    assert words_of(fat) == words_of(Client().get("/en/map/"))


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "DEBUG", "PROPFIND", "get "]
)
@pytest.mark.parametrize(
    "path", ["/en/map/", "/", "/en/areas/nordhavn/", "/robots.txt", "/healthz", "/sitemap.xml"]
)
def test_WEB_07_nothing_but_reading_is_allowed(client, method, path):
    answer = client.generic(method, path)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_WEB_07_a_method_in_a_header_overrides_nothing(client):
    answer = client.get("/en/map/", headers={"X-HTTP-Method-Override": "DELETE"})
    assert answer.status_code == 200


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/map/", 200), ("/", 302), ("/en/nowhere/", 404), ("/en/map/?q=%00", 400), ("/api/", 200),
     ("/api/nowhere", 404), ("/healthz", 200), ("/en/map/?q=" + "a" * 9000, 414), ("/robots.txt", 200),
     ("/tiles/x/y.pmtiles", 404)],
)  # fmt: skip
def test_WEB_08_every_answer_carries_the_headers_that_protect(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers


def test_WEB_08_behind_https_browsers_are_told_to_stay_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = client.get("/en/map/", secure=True)
    assert answer.headers.get("Strict-Transport-Security", "").startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("path", "words"),
    [("/.well-known/security.txt", "Expires: "), ("/robots.txt", "Sitemap: "), ("/sitemap.xml", "<urlset"),
     ("/en/privacy/", "No cookies"), ("/da/privacy/", "cookies"), ("/sv/privacy/", "kakor"),
     ("/en/accessibility/", "2.2"), ("/da/accessibility/", "webtilgængelighedsloven"),
     ("/sv/accessibility/", "DOS-lagen")],
)  # fmt: skip
def test_WEB_10_what_the_law_and_machines_look_for_is_there(client, path, words):
    answer = client.get(path)
    assert answer.status_code == 200 and words in words_of(answer)


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_A11_07_the_accessibility_statement_says_whom_to_write_to_and_who_supervises(
    client, settings, language
):
    settings.CONTACT_URL, settings.CONTACT_PHONE = "https://example.org/contact", "+45 00 00 00 00"
    LARDER.empty()
    words = words_of(client.get(f"/{language}/accessibility/"))
    LARDER.empty()
    assert 'href="https://example.org/contact"' in words and "+45 00 00 00 00" in words
    assert 'href="https://digst.dk/' in words and 'href="https://www.digg.se/tdosanmalan"' in words
    short = client.get("/was", headers={"Accept-Language": language})
    assert short.headers["Location"] == f"/{language}/accessibility/"


def test_A11_07_the_short_address_leads_to_the_statement_of_the_operator(client, settings):
    settings.WAS_URL = "https://www.was.digst.dk/map-example-org"
    assert client.get("/was").headers["Location"] == settings.WAS_URL
