"""What a program is told when it asks wrongly: always clearly, never a failure of ours."""

import pytest

pytestmark = pytest.mark.usefixtures("released")
AREAS = "/api/collections/areas/items"


def refused(answer, status, parameter=None):
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    assert body["status"] == status and body["title"] and body["detail"]
    assert body.get("parameter") == parameter
    assert "Traceback" not in answer.content.decode()
    return body


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=1001", "limit"),
        ("limit=1e9", "limit"),
        ("limit=10;--", "limit"),
        ("limit=%D9%A3", "limit"),  # an Arabic three is a digit to Python
        ("limit=", "limit"),
        ("offset=-1", "offset"),
        ("offset=1000000000000", "offset"),
        ("offset=abc", "offset"),
    ],
)
def test_INJ_06_paging_out_of_bounds_is_refused_by_name(client, query, parameter):
    refused(client.get(f"{AREAS}?{query}"), 400, parameter)


@pytest.mark.parametrize("name", ["page", "LIMIT", "fields", "state", "status", "sort", "<script>"])
def test_API_02_an_unknown_parameter_is_named(client, name):
    body = refused(client.get(AREAS, {name: "1"}), 400, name)
    assert "min_area" in body["detail"]  # what is known instead


@pytest.mark.parametrize("path", ["", "openapi.json", "conformance", "collections", "releases"])
def test_API_02_documents_refuse_unknown_parameters_too(client, path):
    refused(client.get(f"/api/{path}?callback=x"), 400, "callback")


@pytest.mark.parametrize(
    "bbox",
    [
        "13,56,12,55",
        "12,56,12,55",
        "nan,nan,nan,nan",
        "inf,0,1,1",
        "-1e400,0,1e400,1",
        "0,0,1",
        "0,0,0,1,1",
        "0,0,x,1,1,y",
        "-181,0,1,1",
        "0,-91,1,1",
        "a,b,c,d",
        "1" * 500 + ",0,1,1",
        "1;DROP TABLE areas,0,1,1",
    ],
)
def test_a_broken_bounding_box_is_refused_by_name(client, bbox):
    refused(client.get(AREAS, {"bbox": bbox}), 400, "bbox")


@pytest.mark.parametrize(
    "number", ["9" * 1900, "1e400", "nan", "-1", "1,5", "0x10", "１２", "", "1000000000000.0001"]
)
def test_NUM_06_a_number_no_machine_holds_is_refused_by_name(client, number):
    refused(client.get(AREAS, {"min_area": number}), 400, "min_area")


@pytest.mark.parametrize("name", ["use", "kind", "stage", "country", "sector", "near"])
@pytest.mark.parametrize("code", ["nonsense", "", ",", "' OR 1=1 --", "office,"])
def test_a_code_of_no_register_is_refused_by_name(client, name, code):
    refused(client.get(AREAS, {name: code}), 400, name)


def test_more_values_than_anyone_needs_are_refused_and_not_cut_short(client):
    refused(client.get(AREAS, {"municipality": ",".join("abcdefgh" * 5)}), 400, "municipality")


@pytest.mark.parametrize("name", ["limit", "offset", "lang", "f", "q", "bbox", "min_area"])
def test_INJ_13_a_parameter_given_twice_is_refused(client, name):
    good = {"limit": 5, "offset": 1, "lang": "da", "f": "json", "q": "a", "bbox": "12,55,13,56"}
    cell = good.get(name, 3)
    refused(client.get(f"{AREAS}?{name}={cell}&{name}={cell}"), 400, name)


@pytest.mark.parametrize("name", ["q", "use", "municipality", "bbox", "limit", "lang", "f", "x"])
def test_TXT_01_a_nul_character_is_refused_by_name(client, name):
    refused(client.get(f"{AREAS}?{name}=a%00b"), 400, name)


def test_TXT_01_a_nul_character_in_the_path_is_refused(client):
    refused(client.get("/api/collections/areas%00/items"), 400)


def test_a_question_too_long_is_refused_by_name(client):
    refused(client.get(AREAS, {"q": "a" * 201}), 400, "q")


def test_an_endless_address_is_refused(client):
    refused(client.get(AREAS, {"q": "a" * 5_000}), 414)


def test_more_parameters_than_django_reads_are_refused(client):
    refused(client.get(f"{AREAS}?{'&' * 1999}"), 400)


@pytest.mark.parametrize("language", ["de", "EN", "en-GB", "../da", ""])
def test_a_language_that_is_not_offered_is_refused_by_name(client, language):
    refused(client.get(AREAS, {"lang": language}), 400, "lang")


@pytest.mark.parametrize("form", ["xml", "CSV", "html", ""])
def test_a_format_that_is_not_offered_is_refused_by_name(client, form):
    refused(client.get(AREAS, {"f": form}), 400, "f")


@pytest.mark.parametrize(
    "path",
    [
        "nonsense",
        "collections/users",
        "collections/users/items",
        "collections/auth_user/items/1",
        "collections/areas/items/no_such_area",
        "collections/areas/items/1",
        "collections/areas/items/nordhavn/more",
        "collections/..%2f..%2fetc%2fpasswd/items",
        "collections/areas/items/%3Cscript%3Ealert(1)",
        "collections/areas/items/" + "a" * 1_000,
        "../../etc/passwd",
    ],
)
def test_what_is_not_there_is_404_and_the_address_is_not_repeated(client, path):
    answer = client.get(f"/api/{path}")
    refused(answer, 404)
    assert not any(
        part in answer.content.decode() for part in ("passwd", "script", "no_such", "users")
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "collections", "collections/areas/items", "nonsense"])
def test_WEB_nothing_but_reading_is_answered(client, method, path):
    answer = getattr(client, method)(f"/api/{path}")
    refused(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["", "openapi.json", "collections", "collections/areas/items"])
def test_API_02_a_media_type_that_is_not_offered_is_406_also_after_another_was_served(client, path):
    assert client.get(f"/api/{path}").status_code == 200
    body = refused(client.get(f"/api/{path}", headers={"Accept": "image/png"}), 406)
    assert "json" in body["detail"]


def test_API_02_a_strange_accept_header_is_survived(client):
    for accept in (",", ";;q=x", "*/*;q=nan", "a" * 900, "text/html;q=2, /"):
        assert client.get("/api/", headers={"Accept": accept}).status_code in (200, 406)


def test_a_foreign_host_is_refused_as_a_problem_too(client):
    refused(client.get("/api/", headers={"Host": "evil.example"}), 400)


def test_a_refusal_speaks_the_language_asked_for_and_is_not_kept(client):
    answer = client.get(f"{AREAS}?limit=0&lang=da")
    assert answer["Content-Language"] == "da" and answer["Cache-Control"] == "no-store"


def test_a_failure_of_ours_shows_nothing_of_its_inside(client, monkeypatch):
    def fail(*args):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("prospect.api.views.find_page", fail)
    client.raise_request_exception = False
    answer = client.get(AREAS)
    refused(answer, 500)
    assert "secret" not in answer.content.decode()


def test_before_the_first_release_the_answer_is_503_with_a_time_to_return(
    client, settings, tmp_path
):
    settings.CURRENT = tmp_path / "current"
    answer = client.get(AREAS)
    refused(answer, 503)
    assert answer["Retry-After"]
