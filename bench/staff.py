"""Inside a process with Django: what the desk costs with 5,000 records of one kind."""

import time
from typing import Any

from bench.questions import Page, summary, timed

RECORDS = 5_000
ROUNDS = 60
WARM_UP = 10
LISTS = (
    "", "page=50", "sort=-changed", "q=lund", "state=draft", "missing=sv", "partner=malmoe",
    "unconfirmed=yes", "sort=partner&page=30", "q=mark&sort=confirmed",
)  # fmt: skip


def fill() -> dict[str, Any]:
    """Add the made-up opportunities to the demo's, every second of them edited at the desk."""
    from bench.region import fill as fill_region
    from prospect.catalogue.models import Opportunity
    from prospect.editing.bulk import Change, save_drafts

    fill_region(RECORDS - Opportunity.objects.count())
    rows = list(Opportunity.objects.order_by("pk"))[::2]
    drafts = [Change(row, {"available_from": 2031}, 0) for row in rows]
    save_drafts(drafts, by=administrator())
    return {"records": Opportunity.objects.count()}


def desk() -> dict[str, Any]:
    """Return seconds of lists, saves, an import and its publishing, and the questions a list asks."""
    page = Page(session_of(administrator()))
    found = {
        "questions": max(_questions(page, f"/desk/records/opportunity/?{one}") for one in LISTS),
        "start_questions": _questions(page, "/desk/"),
        "list": _lists(page), "start": _start(page), "save": _saves(),
    }  # fmt: skip
    return {**found, **_import(), **_publish()}


def administrator(name: str = "writer") -> Any:
    """Return a regional administrator of this installation, made when there is none."""
    from prospect.partners.models import Membership, Person

    person, made = Person.objects.get_or_create(email=f"{name}@region.example", defaults={"name": name})  # fmt: skip
    if made:
        Membership.objects.create(person=person, role="regional_admin")
    return person


def session_of(person: Any) -> str:
    """Return the cookie of a session in which a person is logged in."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from prospect.desk.login import BEGAN

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[BEGAN] = int(time.time())
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def _lists(page: Page) -> dict[str, Any]:
    """Time each list as often as the others; the answer says how slow the slowest of them is."""
    taken: dict[str, list[tuple[float, float]]] = {one: [] for one in LISTS}
    for number in range(WARM_UP + ROUNDS):
        asked = LISTS[number % len(LISTS)]
        shown = timed(lambda asked=asked: page.get(f"/desk/records/opportunity/?{asked}"))
        if b"<table" not in shown[2] and asked != "missing=sv":  # every word is there
            raise AssertionError(f"{asked}: the list is empty")
        if number >= WARM_UP:
            taken[asked].append(shown[:2])
    slowest = max(LISTS, key=lambda one: min(cpu for _wall, cpu in taken[one]))
    return {**summary([one for times in taken.values() for one in times]), "slowest": slowest}


def _start(page: Page) -> dict[str, Any]:
    return summary([timed(lambda: page.get("/desk/"))[:2] for _ in range(20)])


def _saves() -> dict[str, Any]:
    """Time saves of single records, as the form's view does, each with its revision."""
    from prospect.catalogue.models import Opportunity
    from prospect.editing.actions import save_draft
    from prospect.records.models import Dossier

    by, times = administrator(), []
    for number, row in enumerate(Opportunity.objects.order_by("pk")[: WARM_UP + ROUNDS]):
        held = Dossier.objects.of(row).first()
        based_on = held.number if held else 0
        content = {"min_size_m2": 101 + number, "max_size_m2": None}
        saved = timed(lambda row=row, c=content, n=based_on: save_draft(row, c, by=by, based_on=n))
        times.append(saved[:2])
    return summary(times[WARM_UP:])


def _import() -> dict[str, Any]:
    """Send a table of every record with one word changed, have it checked and taken over."""
    from prospect.catalogue.models import Opportunity
    from prospect.desk.kinds import KINDS
    from prospect.desk.sheets.actions import ask_to_take_over, do_waiting, keep_upload
    from prospect.desk.sheets.export import table_of
    from prospect.records.models import Revision
    from prospect.tables.models import Upload, UploadState
    from prospect.tables.writing import write_csv

    by, kind = administrator(), KINDS["opportunity"]
    pks = list(Opportunity.objects.order_by("key").values_list("pk", flat=True))
    start = _clock()
    header, rows = table_of(by, kind, pks)
    listed = [list(row) for row in rows]
    exported = _since(start)
    place = header.index("summary_en")
    for row in listed:
        row[place] = f"{row[place]} Changed"
    data, before = write_csv(header, listed), Revision.objects.count()
    start = _clock()
    kept = keep_upload(kind, data, "bench.csv", by=by)
    read = _since(start)
    do_waiting(lambda step: None)
    checked = _since(start)
    if not ask_to_take_over(Upload.objects.get(pk=kept.pk), by=by, whole=False):
        raise AssertionError("the table was not checked")
    do_waiting(lambda step: None)
    taken = _since(start)
    done = Upload.objects.get(pk=kept.pk)
    if done.state != UploadState.TAKEN or Revision.objects.count() - before < len(pks):
        raise AssertionError("not every row was taken over")
    return {"export": exported, "read": read, "check": checked, "import": taken, "rows": len(pks)}


def _publish() -> dict[str, Any]:
    """Approve every draft of the kind, as a list does; the release build is measured by itself."""
    from prospect.catalogue.models import Opportunity
    from prospect.desk.kinds import KINDS
    from prospect.desk.sheets.several import Chosen, do_with
    from prospect.records.models import Dossier, State

    drafts = Dossier.objects.filter(kind="opportunity", state=State.DRAFT)
    chosen = [Chosen(one.key, one.number) for one in drafts]
    start = _clock()
    results = do_with(KINDS["opportunity"], chosen, "approve", by=administrator("reviewer"))
    taken = _since(start)
    if refused := [one for one in results if one.why]:
        raise AssertionError(f"{len(refused)} were not approved: {refused[0]}")
    if Opportunity.objects.filter(summary__contains="Changed").count() < RECORDS:
        raise AssertionError("what was approved is not there")
    return {"publish": taken, "published": len(chosen)}


def _questions(page: Page, target: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page.get(target)
    with CaptureQueriesContext(connection) as asked:
        page.get(target)
    return len(asked)


def _clock() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(start: tuple[float, float]) -> dict[str, float]:
    return {"wall": time.perf_counter() - start[0], "cpu": time.process_time() - start[1]}
