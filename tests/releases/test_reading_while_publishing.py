"""CON-05: readers ask a real server while release follows release; each answer is of one of them, wholly."""

import http.client
import re
import subprocess
import threading
import time
from itertools import cycle

import pytest
from django.conf import settings
from served import HOST, serving

from prospect.catalogue.models import Area
from prospect.languages.text import Text
from prospect.releases.store import Release, current_id, switch_current

pytestmark = pytest.mark.xdist_group("reading while publishing")
PAGES = ("/en/map/", "/en/areas/", "/sv/map/?view=list", "/en/areas/hyllie/", "/da/areas/hyllie/")
MACHINES = ("/api/collections/areas/items?limit=200", "/api/collections/areas/items?f=csv")
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
MARK = re.compile(r"Mark(\d+)")
READERS, PUBLISHED, SWITCHES, LEAST = 2, 2, 24, 2_000


class Reader(threading.Thread):
    """Somebody who reads page after page, and notes what each answer says of its release."""

    def __init__(self, port):
        super().__init__()
        self.port, self.over, self.read, self.found = port, threading.Event(), 0, set()

    def run(self):
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        for number, path in enumerate(cycle([*PAGES, *MACHINES])):
            if self.over.is_set():
                break
            # an address that was never asked is made anew, one that was comes out of the cache
            fresh = number % 9 == 1 and path in PAGES
            also = f"{'&' if '?' in path else '?'}from={self.name}{number}"
            self.found.add((path, *self._ask(connection, path + also * fresh)))
            self.read += 1
        connection.close()

    def _ask(self, connection, path):
        """Return the status, the release the header names, and what the text holds of each."""
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        tag = ID.search(answer.headers["ETag"] or "")
        return answer.status, tag and tag[0], *(frozenset(one.findall(text)) for one in (MARK, ID))

    def until(self, number):
        """Wait until so much more was read."""
        wanted = self.read + number
        while self.read < wanted and self.is_alive():
            time.sleep(0.002)


def mark(number):
    """Have every area carry the number of a release in its name."""
    areas = list(Area.objects.all())
    for one in areas:
        words = {code: f"{name} Mark{number}" for code, name in one.name.items()}
        one.name = Text(
            {code: MARK.sub("", name) + f"Mark{number}" for code, name in words.items()}
        )
    Area.objects.bulk_update(areas, ["name"])


def test_CON_05_every_answer_is_of_one_release_while_many_follow_each_other(own_site):
    marks = {}

    def publish(number):
        mark(number)
        own_site()
        marks[current_id()] = {str(number)}

    publish(0)
    with serving(settings.HOME, subprocess.DEVNULL) as server:
        readers = [Reader(server.port) for _ in range(READERS)]
        for one in readers:
            one.start()
        try:
            for number in range(1, PUBLISHED + 1):
                publish(number)
                readers[0].until(20)
            for number, key in zip(range(SWITCHES), cycle(marks), strict=False):
                switch_current(Release(key, settings.RELEASES / key))
                readers[number % READERS].until(2)
            readers[0].until(LEAST - sum(one.read for one in readers))
        finally:
            for one in readers:
                one.over.set()
                one.join()
    found = set().union(*(one.found for one in readers))
    told = sum(one.read for one in readers)
    assert {one for one in found if not of_one_release(one, marks)} == set(), told
    assert {release for _path, _status, release, *_ in found} == set(marks) and told >= LEAST


def of_one_release(found, marks):
    _path, status, release, held, named = found
    return status == 200 and release in marks and held == marks[release] and named <= {release}
