"""Log lines on standard error: all of them where somebody reads, and no hanging site where nobody does."""

import json
import os
import threading
from contextlib import contextmanager

import pytest
from callers import Browser
from django.conf import settings
from served import serving

from prospect.log_lines import KEPT

pytestmark = pytest.mark.xdist_group("log lines")
ASKED = KEPT * 2  # each request is one line; a pipe holds some 300 of them


@contextmanager
def pipe():
    read, write = os.pipe()
    try:
        yield read, write
    finally:
        os.close(read)


def read_all(read):
    """Read until every process that could write has ended."""
    said = b""
    while more := os.read(read, 65_536):
        said += more
    return [json.loads(line) for line in said.decode().splitlines()]


def asks(server, number):
    reader = Browser(server.address)
    return {reader.ask(f"/healthz?{one}").status for one in range(number)}


def requests(lines):
    return [line for line in lines if line.get("path") == "/healthz"]


def test_FLT_19_a_site_whose_log_is_never_read_answers_and_tells_how_many_lines_it_dropped(
    django_db_setup,
):
    with pipe() as (read, write):
        with serving(settings.HOME, write, PROSPECT_LOG="INFO") as server:
            os.close(write)  # the server's processes hold it now
            assert asks(server, ASKED) == {200}, "nobody has read a line"
            found = []
            reading = threading.Thread(target=lambda: found.extend(read_all(read)))
            reading.start()
            assert asks(server, 5) == {200}
        reading.join()
    dropped = sum(line.get("dropped", 0) for line in found)
    assert dropped > 0 and len(requests(found)) + dropped == ASKED + 5


def test_FLT_19_the_lines_of_a_log_that_is_read_are_all_there_also_after_the_end(django_db_setup):
    with pipe() as (read, write):
        found = []
        reading = threading.Thread(target=lambda: found.extend(read_all(read)))
        with serving(settings.HOME, write, PROSPECT_LOG="INFO") as server:
            os.close(write)
            reading.start()
            assert asks(server, 200) == {200}
        reading.join()
    assert len(requests(found)) == 200 and not any("dropped" in line for line in found)


def test_FLT_19_a_log_whose_reader_is_gone_ends_nothing(django_db_setup):
    read, write = os.pipe()
    with serving(settings.HOME, write, PROSPECT_LOG="INFO") as server:
        os.close(write)
        os.close(read)
        assert asks(server, 50) == {200}
        assert server.process.poll() is None
