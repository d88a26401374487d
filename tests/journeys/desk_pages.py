"""What several journeys at the desk do: log in, write into a form, take a step, wait for the public."""

import os
import re
import subprocess
import time
import urllib.request
from contextlib import contextmanager

from served import CHECKOUT, command, environment, prospect

PASSWORD = "seven small sheep"
WAIT = 60  # seconds for what the worker does, on a machine that does much else


@contextmanager
def demo_home(folder):
    """Yield a home with the demo region, released, and its staff, whose password is ``PASSWORD``."""
    home = folder / "home"
    os.environ["PROSPECT_DEMO"] = "yes"
    try:
        assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
        assert prospect(home, "release", "build").returncode == 0
        make = (
            "import django; django.setup()\n"
            "from prospect.desk.actions import make_demo_staff\n"
            f"make_demo_staff(password={PASSWORD!r}, by='tests')"
        )
        python = command()[0].replace("prospect", "python")
        subprocess.run([python, "-c", make], env=environment(home), cwd=CHECKOUT, check=True)
        yield home
    finally:
        del os.environ["PROSPECT_DEMO"]


def log_in(page, site, email, password):
    """Log a person of the demo in."""
    page.goto(f"{site}/desk/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator(".sheet-form button").first.click()
    page.wait_for_url("**/desk/")


def note(line, told):
    """Keep what the console complained of, but refused forms."""
    if line.type == "error" and not re.search(r"\b(400|404|409)\b", line.text):
        told.append(line.text)


def public(site, path):
    """What a visitor reads."""
    with urllib.request.urlopen(site + path) as answer:
        return answer.read().decode()


def comes_to_hold(site, path, words):
    """Whether a public page says something before long."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            if words in public(site, path):
                return True
        except urllib.error.HTTPError:
            pass  # not there yet
        time.sleep(0.2)
    return False


def say(page, field, words):
    """Write into a field of the form, in the language its name ends with."""
    box, tab = page.locator(f"[name={field}]"), page.locator(f"[data-show={field[-2:]}]")
    if not box.is_visible() and tab.count():
        tab.click()
    box.fill(words)


def take(page, step):
    """Take a step that leads on."""
    form = page.locator(f"form.step:has(input[value={step}])")
    with page.expect_navigation():
        form.locator("button.btn").click()
