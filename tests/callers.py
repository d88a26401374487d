"""Staff who ask a running server without a screen: cookies, forms, and what was answered."""

import http.cookiejar
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

import html5lib
from served import CHECKOUT, command, environment

PASSWORD = "four words in a row"
STAFF = f"""
import django
django.setup()
from prospect.desk.actions import make_demo_staff
make_demo_staff(password={PASSWORD!r}, by="tests")
"""
LOGIN = "/desk/account/login/"


@dataclass(frozen=True)
class Answer:
    """Status, text and headers of an answer."""

    status: int
    text: str
    headers: object


class Browser:
    """A browser without a screen: it keeps cookies and sends forms."""

    def __init__(self, address):
        self.address, self.jar, self.token = address, http.cookiejar.CookieJar(), ""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *given):
                return None

        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), Stay()
        )

    def ask(self, path, fields=None, language="en"):
        data = urllib.parse.urlencode(fields, doseq=True).encode() if fields is not None else None
        asked = urllib.request.Request(self.address + path, data)
        asked.add_header("Accept-Language", language)
        try:
            with self.opener.open(asked, timeout=60) as answer:
                return Answer(answer.status, answer.read().decode(), answer.headers)
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.read().decode(), answer.headers)

    def send(self, path, **fields):
        return self.ask(path, {"csrfmiddlewaretoken": self.token, **fields})

    def log_in(self, email, to="/desk/"):
        """Log in, and open the page whose forms are to be sent."""
        self.token = token(self.ask(LOGIN))
        answer = self.send(LOGIN, login=email, password=PASSWORD)
        assert answer.status == 302, answer.text
        page = self.ask(to)
        assert page.status == 200
        self.token = token(page)
        return self


def token(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text)[1]


def form_fields(page):
    """Return what a browser would post from the form of a record as it stands."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if "record-form" in one.get("class", ""))
    fields = {}
    for one in form.iter():
        name = one.get("name")
        if not name or one.tag == "button" or name == "csrfmiddlewaretoken":
            continue
        if one.tag == "select":
            every = list(one.iter("option"))
            chosen = [o for o in every if o.get("selected") is not None] or every[:1]
            fields[name] = chosen[0].get("value", "")
        elif one.tag == "textarea":
            fields[name] = (one.text or "").removeprefix("\n")
        elif one.get("type") == "checkbox":
            if one.get("checked") is not None:
                fields.setdefault(name, []).append(one.get("value", "on"))
        else:
            fields[name] = one.get("value", "")
    return fields


def make_site(home, **told):
    """Load the demo region into a home, publish it, and make the demo's staff."""
    everything = environment(home) | told
    for words in (
        command("load", CHECKOUT / "regions" / "oresund"),
        command("release", "build"),
        [sys.executable, "-c", STAFF],
    ):
        subprocess.run(words, env=everything, cwd=CHECKOUT, capture_output=True, check=True)
