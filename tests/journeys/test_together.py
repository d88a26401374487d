"""Municipalities together: written, reviewed, public within seconds; two at once; a new one from nothing."""

import os
import re
import signal
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from desk_pages import PASSWORD, WAIT, comes_to_hold, demo_home, public, say, take
from served import serving
from test_accessibility import RULES


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the demo region, its staff and a worker beside the server, as the demo has them."""
    with demo_home(tmp_path_factory.mktemp("together")) as home:
        yield home


@pytest.fixture(scope="module")
def site(home):
    with serving(home) as server:
        yield server.address


def faults(page, axe_source):
    page.evaluate(axe_source)
    report = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{page.url}: {fault['id']} {fault['nodes'][0]['html'][:120]}"
        for fault in report["violations"]
    ]


def open_form(page, site, kind, key):
    page.goto(f"{site}/desk/records/{kind}/{key}/")
    page.locator(".record-form").wait_for()


def test_what_a_malmo_editor_writes_is_public_when_a_reviewer_has_approved_it(
    site, as_staff, axe_source
):
    editor, reviewer = as_staff("editor@malmo.example"), as_staff("reviewer@malmo.example")
    assert editor.locator("html").get_attribute("lang") == "sv"
    open_form(editor, site, "area", "hyllie")
    say(editor, "summary_sv", "Kontor och bostäder kring Hyllie station, skrivet vid redaktionen.")
    editor.locator(".outline-text summary").click()
    square = "POLYGON((12.965 55.555, 12.985 55.555, 12.985 55.568, 12.965 55.568, 12.965 55.555))"
    editor.locator("textarea[name=outline]").fill(square)
    editor.keyboard.press("Control+s")  # from the midst of the form
    editor.wait_for_selector(".message.success")
    found = faults(editor, axe_source)
    assert "skrivet vid redaktionen" not in public(site, "/sv/areas/hyllie/")
    take(editor, "ask_review")
    assert editor.locator("form.step:has(input[value=approve]) button").count() == 0

    open_form(reviewer, site, "area", "hyllie")
    reviewer.goto(f"{site}/desk/records/area/hyllie/history/")
    assert reviewer.locator("svg.both").count() >= 1
    assert (
        "skrivet vid redaktionen" in reviewer.locator("ins").all_inner_texts()[0]
        or reviewer.locator("ins").count() > 1
    )
    found += faults(reviewer, axe_source)
    take(reviewer, "approve")
    assert comes_to_hold(site, "/sv/areas/hyllie/", "skrivet vid redaktionen")
    reviewer.goto(f"{site}/desk/publishing/")
    found += faults(reviewer, axe_source)
    item = public(site, "/api/collections/areas/items/hyllie")
    assert "12.985" in item
    assert found == []


def test_AZN_01_a_copenhagen_editor_cannot_see_or_touch_it_by_any_address(site, as_staff):
    page = as_staff("editor@copenhagen.example")
    for path in ("", "history/"):
        assert page.goto(f"{site}/desk/records/area/hyllie/{path}").status == 404
    for path in ("step/", "keep/", "confirm/", "history/1/", ""):
        answer = page.request.post(
            f"{site}/desk/records/area/hyllie/{path}",
            form={"csrfmiddlewaretoken": token_of(page, site), "step": "archive", "reason": "x"},
            headers={"Referer": site},
        )
        assert answer.status == 404, path
    assert "Hyllie" not in page.goto(f"{site}/desk/records/area/").text()


def token_of(page, site):
    page.goto(f"{site}/desk/publishing/")
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def test_CON_01_two_editors_collide_and_neither_loses_a_word(site, as_staff, axe_source):
    one, other = as_staff("editor@malmo.example"), as_staff("reviewer@malmo.example")
    for page in (one, other):
        open_form(page, site, "area", "nyhamnen")
    say(one, "summary_sv", "Den enas mening.")
    say(one, "note_sv", "Bara den ena skrev noten.")
    say(other, "summary_sv", "Den andras mening.")
    one.locator("button[name=save]").click()
    one.wait_for_selector(".message.success")
    other.locator("button[name=save]").click()
    other.wait_for_selector(".clash")
    assert "Den enas mening." in other.locator(".clash").inner_text()
    assert "Den andras mening." in other.locator(".clash").inner_text()
    assert other.locator("[name=summary_sv]").input_value() == "Den andras mening."
    assert other.locator("[name=note_sv]").input_value() == "Bara den ena skrev noten."
    assert faults(other, axe_source) == []
    other.locator("button[name=save]").click()
    other.wait_for_selector(".message.success")
    other.goto(f"{site}/desk/records/area/nyhamnen/history/")
    told = other.locator(".revisions").inner_text()
    assert "enas" in told and "andras" in told and "skrev" in told


def test_CON_01_of_truly_simultaneous_saves_one_is_taken_and_the_others_are_told(site, as_staff):
    pages = [as_staff("editor@malmo.example"), as_staff("reviewer@malmo.example")]
    posts = []
    for page in pages:
        open_form(page, site, "milestone", first_milestone(page, site))
        cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        fields = page.evaluate(
            "() => new URLSearchParams(new FormData(document.querySelector('.record-form'))).toString()"
        )
        posts.append((page.url, cookie, fields))
    answers, start = [], threading.Barrier(6)

    def save(number):
        url, cookie, fields = posts[number % 2]
        fields = re.sub(r"name_sv=[^&]*", f"name_sv=Samtidigt+{number}", fields)
        ask = urllib.request.Request(url, fields.encode(), {"Cookie": cookie, "Referer": url})
        start.wait()
        try:
            with urllib.request.build_opener(NoRedirect).open(ask) as answer:
                answers.append(answer.status)
        except urllib.error.HTTPError as refusal:
            answers.append(refusal.code)

    threads = [threading.Thread(target=save, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409, 409, 409, 409, 409]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def first_milestone(page, site):
    page.goto(f"{site}/desk/records/area/nyhamnen/")
    return page.locator("a[href*='/records/milestone/']").first.get_attribute("href").split("/")[-2]


def test_a_new_municipality_comes_from_nothing_to_its_first_public_area(site, as_staff, chromium):
    admin = as_staff("admin@region.example")
    admin.goto(f"{site}/desk/records/partner/new/")
    for field, words in (
        ("short_name_en", "Eslöv"),
        ("name_en", "Eslöv Municipality"),
        ("lau_code", "1285"),
        ("official_host", "eslov.se"),
    ):
        say(admin, field, words)
    admin.locator("#id_country").select_option("SE")
    admin.locator("input[name=languages][value=sv]").check()
    admin.locator("button[name=save]").click()
    admin.wait_for_selector(".message.success")
    key = admin.url.split("/")[-2]
    boss, worker = admit(admin, site, key, "partner_admin"), admit(admin, site, key, "editor")
    for address in (boss, worker):
        page = chromium.new_context().new_page()
        page.goto(address)
        page.locator("input[name=new_password1]").fill(PASSWORD)
        page.locator("input[name=new_password2]").fill(PASSWORD)
        page.locator(".sheet-form button").click()
        page.wait_for_url("**/login/")
        page.context.close()
    boss, worker = as_staff(f"partner_admin@{key}.example"), as_staff(f"editor@{key}.example")
    open_form(boss, site, "partner", key)
    take(boss, "approve")  # the municipality itself says that its particulars are right

    worker.goto(f"{site}/desk/records/area/new/")
    say(worker, "name_sv", "Berga")
    say(worker, "name_en", "Berga")
    say(worker, "summary_en", "A business area by the railway.")
    worker.locator("#id_kind").select_option("business_area")
    worker.locator("#id_main_use").select_option(index=1)
    worker.locator(".outline-text summary").click()
    worker.locator("textarea[name=outline]").fill(
        "POLYGON((13.30 55.83, 13.32 55.83, 13.32 55.84, 13.30 55.84, 13.30 55.83))"
    )
    worker.locator("button[name=save]").click()
    worker.wait_for_selector(".message.success")
    area = worker.url.split("/")[-2]
    take(worker, "ask_review")
    open_form(boss, site, "area", area)
    take(boss, "approve")
    assert comes_to_hold(site, "/sv/areas/", "Berga")
    assert "Berga" in public(site, f"/sv/areas/{area}/")


def admit(admin, site, key, role):
    """Admit somebody to a partner and return the address the desk hands over."""
    admin.goto(f"{site}/desk/people/")
    admin.locator("#id_name").fill(role)
    admin.locator("#id_email").fill(f"{role}@{key}.example")
    admin.locator("#id_language").select_option("sv")
    admin.locator("#id_role").select_option(role)
    admin.locator("#id_partner").select_option(label="Eslöv")
    admin.locator("form.sheet-form button").last.click()
    return re.search(r"http\S+", admin.locator(".message").first.inner_text())[0]


def test_FLT_01_a_worker_killed_while_it_builds_leaves_the_public_as_it_was_and_another_goes_on(
    home, site, as_staff
):
    page = as_staff("reviewer@malmo.example")
    before = page.request.get(f"{site}/desk/publishing/progress/").json()["release"]
    for number in range(3):
        page.goto(f"{site}/desk/publishing/")
        page.locator("form[action$='/publishing/build/'] button").click()
        time.sleep(0.4 + 0.3 * number)
        for pid in workers_of(home):
            os.kill(pid, signal.SIGKILL)
        assert public(site, "/sv/areas/hyllie/")
    end = time.monotonic() + 2 * WAIT
    told = {}
    while time.monotonic() < end:
        told = page.request.get(f"{site}/desk/publishing/progress/").json()
        if told["state"] == "done" and told["release"] != before:
            break
        time.sleep(0.5)
    assert told["state"] == "done" and told["release"] != before
    assert not list((home / "releases").glob(".building-*"))


def workers_of(home):
    """The process ids of workers on a home."""
    found = subprocess.run(
        ["pgrep", "-f", "prospect work --parent"], capture_output=True, text=True, check=False
    )
    mine = []
    for pid in map(int, found.stdout.split()):
        try:
            if str(home).encode() in Path(f"/proc/{pid}/environ").read_bytes():
                mine.append(pid)
        except OSError:
            continue
    return mine
