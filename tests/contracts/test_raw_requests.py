"""What no browser sends, byte by byte, to the server as it is started: one request, one answer."""

import re
import socket

import pytest
from served import HOST, serving

pytestmark = pytest.mark.xdist_group("raw requests")  # one server for all of them

BOUND = 60  # seconds until a silent server is given up; nothing is measured
HEAD = b"Host: 127.0.0.1\r\n"
LIVES = b"GET /healthz HTTP/1.1\r\n" + HEAD
LAST = LIVES + b"Connection: close\r\n\r\n"
SMUGGLED = b"GET /robots.txt HTTP/1.1\r\n" + HEAD + b"\r\n"
CHUNK = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
LENGTH = b"Content-Length: %d\r\n" % len(SMUGGLED)
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What the server writes to standard error."""
    return tmp_path_factory.mktemp("raw") / "complaints"


@pytest.fixture(scope="module")
def server(django_db_setup, complaints):
    from django.conf import settings

    with complaints.open("w") as file, serving(settings.HOME, file) as running:
        yield running


@pytest.fixture(autouse=True)
def goes_on(server):
    """After whatever was sent, the same processes answer the next reader."""
    before = server.processes()
    yield
    assert statuses(send(server, LAST)) == [200]
    assert server.processes() == before and server.process.poll() is None


def send(server, data):
    """Send bytes and return all that comes back until the server closes the connection."""
    heard = b""
    with socket.create_connection((HOST, server.port), timeout=BOUND) as connection:
        try:
            connection.sendall(data)
            while part := connection.recv(65_536):
                heard += part
        except (ConnectionResetError, BrokenPipeError):
            pass  # closed before it was read to its end; what came until then counts
    return heard


def answers(heard):
    """Take a stream apart into answers, each a status and its body, by their stated lengths."""
    while heard:
        head, _, rest = heard.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length: (\d+)\r?$", head)
        size = int(length[1]) if length else len(rest)
        yield int(head.split(b" ")[1]), rest[:size]
        heard = rest[size:]


def statuses(heard):
    return [status for status, _ in answers(heard)]


@pytest.mark.parametrize(
    "sent",
    {
        "CL.TE": LIVES + b"Content-Length: %d\r\n" % (5 + len(SMUGGLED)) + CHUNKED
        + b"\r\n0\r\n\r\n" + SMUGGLED,
        "CL.TE, posted": b"POST /en/map/ HTTP/1.1\r\n" + HEAD + CHUNKED
        + b"Content-Length: %d\r\n\r\n0\r\n\r\n" % (5 + len(SMUGGLED)) + SMUGGLED,
        "TE.CL": LIVES + CHUNKED + b"Content-Length: 4\r\n\r\n" + CHUNK,
        "TE after a tab": LIVES + b"Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        + SMUGGLED,
        "TE of another kind": LIVES + b"Transfer-Encoding: xchunked\r\n" + LENGTH + b"\r\n" + SMUGGLED,
        "TE that ends otherwise": LIVES + b"Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNK,
        "TE before a space": LIVES + b"Transfer-Encoding : chunked\r\n" + LENGTH + b"\r\n" + SMUGGLED,
        "TE folded": LIVES + b"Transfer-Encoding:\r\n chunked\r\n" + LENGTH + b"\r\n" + SMUGGLED,
        "two lengths": LIVES + b"Content-Length: 0\r\n" + LENGTH + b"\r\n" + SMUGGLED,
        "a list of lengths": LIVES + b"Content-Length: 0, 9\r\n\r\n" + SMUGGLED,
        "a signed length": LIVES + b"Content-Length: +0\r\n\r\n" + SMUGGLED,
        "a chunk without a size": LIVES + CHUNKED + b"\r\nzz\r\n\r\n" + SMUGGLED,
        "a chunk ended by LF": LIVES + CHUNKED + b"\r\n0\n\n" + SMUGGLED,
        "a folded header": LIVES + b"X-Folded: one\r\n two\r\n\r\n" + SMUGGLED,
        "a bare CR": LIVES + b"X-One: 1\rX-Two: 2\r\n\r\n" + SMUGGLED,
        "a NUL": LIVES + b"X-One: 1\0\r\n\r\n" + SMUGGLED,
        "HTTP/0.9": b"GET /healthz\r\n\r\n" + SMUGGLED,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SMUGGLED,
    }.items(),
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_WEB_05_a_request_that_can_be_read_in_two_ways_is_the_last_one_heard(server, sent):
    heard = send(server, sent[1] + LAST)
    assert len(statuses(heard)) <= 1
    assert b"User-agent" not in heard  # of robots.txt


@pytest.mark.parametrize(
    "sent",
    [
        LIVES + LENGTH + b"\r\n" + SMUGGLED,
        LIVES + CHUNKED + b"\r\n" + CHUNK,
        b"POST /en/map/ HTTP/1.1\r\n" + HEAD + LENGTH + b"\r\n" + SMUGGLED,
        b"GET /healthz HTTP/1.1\r\n" + HEAD + b"Transfer_Encoding: chunked\r\n" + LENGTH
        + b"\r\n" + SMUGGLED,
    ],
    ids=["length", "chunked", "posted", "underscore"],
)  # fmt: skip
def test_WEB_05_a_body_is_never_taken_for_a_request(server, sent):
    heard = send(server, sent + LAST)
    assert len(statuses(heard)) <= 2 and b"User-agent" not in heard


def test_WEB_05_a_line_that_ends_in_LF_alone_ends_there_and_nowhere_else(server):
    """RFC 9112, 2.2 lets a server read it; then it must read what every proxy reads."""
    sent = LIVES + b"X-One: 1\nX-Two: 2\n\n"
    assert statuses(send(server, sent + LAST)) in ([200, 200], [400])
    assert statuses(send(server, LIVES + b"X-One: 1\nnot a header\r\n\r\n" + LAST)) == [400]


def test_WEB_05_two_requests_in_one_breath_get_their_two_answers(server):
    asked = b"GET /en/privacy/ HTTP/1.1\r\n" + HEAD + b"\r\n" + SMUGGLED
    page, robots, lives = answers(send(server, asked + LAST))
    assert page[0] == robots[0] == lives[0] == 200
    assert page[1].startswith(b"<!doctype html>") and page[1].endswith(b"</html>\n")
    assert robots[1].startswith(b"User-agent: *")


@pytest.mark.parametrize(
    "sent",
    {
        "a header of 1 MB": LIVES + b"X-Long: " + b"a" * 1_000_000 + b"\r\n\r\n",
        "a header of 1 MB without an end": LIVES + b"X-Long: " + b"a" * 1_000_000,
        "a header name of 100 KB": LIVES + b"X" * 100_000 + b": a\r\n\r\n",
        "1,000 headers": LIVES + b"".join(b"X-%d: a\r\n" % n for n in range(1000)) + b"\r\n",
        "an address of 100 KB": b"GET /en/" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
        "a query of 100 KB": b"GET /en/?q=" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
        "a cookie of 64 KB": LIVES + b"Cookie: a=" + b"a" * 65_536 + b"\r\n\r\n",
        "10,000 cookies": LIVES + b"Cookie: " + b"; ".join([b"name=1"] * 10_000) + b"\r\n\r\n",
        "a method of 100 KB": b"A" * 100_000 + b" / HTTP/1.1\r\n" + HEAD + b"\r\n",
    }.items(),
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_WEB_06_a_head_that_is_too_much_is_refused(server, sent):
    heard = statuses(send(server, sent[1] + LAST))
    assert heard in ([], [400], [414], [431])


def test_WEB_06_a_reader_with_many_cookies_and_headers_is_served(server):
    """Other sites of a municipality may have set cookies for the whole domain."""
    headers = b"".join(b"X-%d: a\r\n" % number for number in range(60))
    cookie = b"Cookie: a=" + b"a" * 12_000 + b"\r\n"
    sent = b"GET /en/privacy/ HTTP/1.1\r\n" + HEAD + headers + cookie + b"\r\n"
    assert statuses(send(server, sent + LAST)) == [200, 200]


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /en/map/?q=secret-words HTTP/1.1\r\nHost: secret-words.example\r\n",
        b"GET /en/map/?q=secret-words" + b"&" * 1_001 + b" HTTP/1.1\r\n" + HEAD,
        b"GET /en/map/?q=secret-words%00 HTTP/1.1\r\n" + HEAD,
        b"POST /en/map/?q=secret-words HTTP/1.1\r\n" + HEAD,
        b"GET /secret-words HTTP/1.1\r\n" + HEAD,
    ],
    ids=["host", "fields", "NUL", "method", "nowhere"],
)
def test_PRV_04_a_refusal_writes_down_nothing_of_what_was_sent(server, complaints, sent):
    private = b"Cookie: a=secret-words\r\nUser-Agent: secret-words\r\nConnection: close\r\n\r\n"
    before = complaints.stat().st_size
    refused = statuses(send(server, sent + private))
    assert len(refused) == 1 and 400 <= refused[0] < 500
    assert b"secret-words" not in complaints.read_bytes()[before:]


def test_WEB_08_files_carry_the_headers_that_protect_as_pages_do(server, settings):
    path = f"{settings.STATIC_URL}ui/css/site.css".encode()
    head = send(server, b"GET " + path + b" HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n")
    head = head.partition(b"\r\n\r\n")[0].decode().lower()
    assert head.startswith("http/1.1 200") and "immutable" in head
    for line in ("x-content-type-options: nosniff", "x-frame-options: deny", "default-src 'none'",
                 "referrer-policy: same-origin", "permissions-policy: camera=()"):  # fmt: skip
        assert line in head
