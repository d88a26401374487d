"""A landowner confirms a fact from an e-mail: a real mail server, a real browser, no login."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from postbox import Postbox, listening
from served import CHECKOUT, command, environment, prospect, serving
from test_accessibility import RULES

NAME = """
import django; django.setup()
from prospect.catalogue.models import Figure
from prospect.editing.confirmers import name_confirmer
from prospect.jobs.actions import ask_for
fact = Figure.objects.filter(area__key="hyllie").order_by("pk").first()
fact.review_by = {day!r}
fact.save()
name_confirmer(fact, email="agare@mark.example", language="sv", by="tests")
ask_for("daily", by="tests")
"""
READ = """
import django; django.setup()
from prospect.catalogue.models import Figure
print(Figure.objects.filter(area__key="hyllie").order_by("pk").first().confirmed_on)
"""


def run(home, words, **told):
    done = subprocess.run(
        [sys.executable, "-c", words], env=environment(home) | told, cwd=CHECKOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def work(home, **told):
    """Let a worker do what is due."""
    done = subprocess.run(
        command("work", "--once"), env=environment(home) | told, cwd=CHECKOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("landowner") / "home"
    assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
    assert prospect(home, "release", "build").returncode == 0
    return home


def faults(page, axe_source):
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [fault["id"] for fault in report["violations"]]


def test_a_landowner_confirms_a_fact_from_an_email(home, chromium, axe_source):
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    run(home, NAME.format(day=yesterday))
    box = Postbox()
    with listening(box) as port, serving(home) as server:
        mail = {
            "PROSPECT_MAIL_URL": f"smtp://127.0.0.1:{port}",
            "PROSPECT_MAIL_FROM": "Prospect <map@prospect.example>",
            "PROSPECT_SITE_URL": server.address,
        }
        work(home, **mail)
        (letter,) = [one for one in box.taken if one["To"] == "agare@mark.example"]
        address = re.search(r"http\S+/desk/confirm/\S+", letter.get_content())[0]
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "sv"
        assert "Hyllie" in page.locator("main").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert faults(page, axe_source) == []
        assert run(home, READ) != date.today().isoformat(), "looking changes nothing"
        with page.expect_navigation():
            page.locator("button[value=yes]").click()
        assert page.locator("button[value=yes]").count() == 0
        assert faults(page, axe_source) == []
        context.close()
        work(home, **mail)
        assert len([one for one in box.taken if one["To"] == "agare@mark.example"]) == 1
    assert run(home, READ) == date.today().isoformat()
