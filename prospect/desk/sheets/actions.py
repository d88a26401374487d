"""Decisions on tables that were sent: keep one, check it, take over its good rows."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from prospect.audit.actions import record_event
from prospect.desk.creation import give_key
from prospect.desk.kinds import KINDS, Kind
from prospect.desk.sheets.checking import CHANGED, NEW, REFUSED, Checker
from prospect.editing.actions import create_record
from prospect.editing.bulk import Change, save_drafts
from prospect.editing.rules import RefusedStep
from prospect.jobs.actions import ask_for
from prospect.partners.models import Person
from prospect.records.content import written
from prospect.tables.models import Upload, UploadState
from prospect.tables.reading import Unreadable, read_table

IMPORT = "import"  # the kind of job
AT_ONCE = 500  # rows of one transaction
SMALL = 200  # rows that are dealt with while the person waits
Say = Callable[[str], None]


def silent(_step: str) -> None:
    """Tell nobody."""


def keep_upload(kind: Kind, data: bytes, name: str, *, by: Person) -> Upload:
    """Read a table and check it, or have it checked; the same file is the same upload. Unreadable."""
    digest = hashlib.sha256(data).hexdigest()
    known = Upload.objects.filter(by=by.email, kind=kind.code, sha256=digest)
    if kept := known.exclude(state=UploadState.CHECKED).first():
        return kept
    sheet = read_table(data)
    columns = Checker(kind, by, sheet.header)
    if not columns.given or not sheet.rows:
        words = gettext("No column is one of this kind of record, or there are no rows. Export the list to see how a table looks.")  # fmt: skip
        raise Unreadable(words)
    facts = {**sheet.facts, "ignored": columns.ignored[:50]}
    kept_as = {
        "name": _display_name(name), "facts": facts, "state": UploadState.READ, "position": 0,
        "rows": [], "sheet": {"header": sheet.header, "rows": sheet.rows},
    }  # fmt: skip
    try:
        with transaction.atomic():
            upload, _new = Upload.objects.update_or_create(
                by=by.email, kind=kind.code, sha256=digest, defaults=kept_as
            )
    except IntegrityError:  # the same form was sent twice in the same moment
        return Upload.objects.get(by=by.email, kind=kind.code, sha256=digest)
    if len(sheet.rows) > SMALL:
        ask_for(IMPORT, by=by.email)
    else:
        check_upload(upload, by=by)
    return upload


def check_upload(upload: Upload, *, by: Person, say: Say = silent) -> None:
    """Note what each row of a table would change; nothing is written yet."""
    sheet = upload.sheet
    checker = Checker(KINDS[upload.kind], by, sheet["header"])
    total = len(sheet["rows"])

    def tell(done: int) -> None:
        Upload.objects.filter(pk=upload.pk).update(position=min(done, total))
        say("check")

    with override(by.language):
        rows = list(checker.check([(line, cells) for line, cells in sheet["rows"]], tell))
    upload.rows, upload.state, upload.sheet, upload.position = rows, UploadState.CHECKED, {}, 0
    Upload.objects.filter(pk=upload.pk, state=UploadState.READ).update(
        rows=rows, state=UploadState.CHECKED, sheet={}, position=0
    )


def ask_to_take_over(upload: Upload, *, by: Person, whole: bool) -> bool:
    """Have the good rows taken over; False when that was asked already, or may not be.

    With ``whole``, only if every row is good. Few rows are taken over at once, many as a job.
    """
    if whole and any(row["outcome"] == REFUSED for row in upload.rows):
        return False
    asked = Upload.objects.filter(pk=upload.pk, state=UploadState.CHECKED).update(
        state=UploadState.ASKED, whole=whole
    )
    if not asked:
        return False
    upload.refresh_from_db()
    if len(_good(upload.rows)) > SMALL:
        ask_for(IMPORT, by=by.email)
    else:
        take_over(upload, by=by)
    return True


def take_over(upload: Upload, *, by: Person, say: Say = silent) -> None:
    """Take over the good rows: as drafts, each under the rules that hold now, and one event for all.

    Some hundred rows are one transaction, so that a kill loses none and the next try goes on there;
    with ``whole`` all are one, and a row that cannot be taken over any more takes back the others.
    """
    step = len(upload.rows) + 1 if upload.whole else AT_ONCE
    with override(by.language):
        while upload.state == UploadState.ASKED:
            with transaction.atomic():
                held = Upload.objects.select_for_update().get(pk=upload.pk)
                if held.state != UploadState.ASKED:
                    return
                some = held.rows[held.position : held.position + step]
                _take_rows(KINDS[held.kind], _good(some), by, whole=held.whole)
                held.position += len(some)
                if held.position >= len(held.rows):
                    _end(held, by)
                held.save(update_fields=["rows", "position", "state", "taken_at"])
            upload = held
            say("save")


def do_waiting(say: Say) -> int:
    """Check and take over what waits for it, for people who still may; return how many tables."""
    done = 0
    waiting = Upload.objects.filter(state__in=[UploadState.READ, UploadState.ASKED])
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        upload = Upload.objects.get(pk=pk)
        by = Person.objects.filter(email=upload.by, is_active=True).first()
        if by is None:
            upload.delete()
        elif upload.state == UploadState.READ:
            check_upload(upload, by=by, say=say)
        else:
            take_over(upload, by=by, say=say)
        done += 1
    return done


def _take_rows(kind: Kind, rows: list[dict[str, Any]], by: Person, *, whole: bool) -> None:
    try:
        with transaction.atomic():
            _save_changed(kind, [row for row in rows if row["outcome"] == CHANGED], by)
            for row in rows:
                if row["outcome"] == NEW:
                    _make(kind, row, by)
            if whole and any(row["why"] for row in rows):
                raise RefusedStep(gettext("Another row could not be taken over, so none was."))
    except RefusedStep as refusal:
        for row in rows:
            row["done"], row["why"] = False, row["why"] or str(refusal)


def _save_changed(kind: Kind, rows: list[dict[str, Any]], by: Person) -> None:
    keys = [row["key"] for row in rows]
    records = kind.model.objects.editable_by(by).filter(key__in=keys)
    if kind.within:
        records = records.select_related(f"{kind.within}__partner")
    found = {record.key: record for record in records}
    for row in rows:
        if row["key"] not in found:
            row["why"] = gettext("There is no such record you may write.")
    there = [row for row in rows if row["key"] in found]
    changes = [Change(found[row["key"]], row["content"], row["number"]) for row in there]
    for row, why in zip(there, save_drafts(changes, by=by, note=gettext("From a table")), strict=True):  # fmt: skip
        row["why"], row["done"] = why, not why


def _make(kind: Kind, row: dict[str, Any], by: Person) -> None:
    try:
        with transaction.atomic():
            made = give_key(written(kind.model(), row["content"]))
            create_record(made, by=by)
    except (RefusedStep, IntegrityError) as refusal:
        words = gettext("What it belongs to is gone.")
        row["why"] = str(refusal) if isinstance(refusal, RefusedStep) else words
    else:
        row["key"], row["done"] = made.key, True


def _end(upload: Upload, by: Person) -> None:
    upload.state, upload.taken_at = UploadState.TAKEN, timezone.now()
    keys = [row["key"] for row in upload.rows if row["done"]]
    details = {"file": upload.name, "sha256": upload.sha256, "keys": keys}
    record_event(by=by.email, verb="import", subject=upload.kind, details=details)


def _good(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["outcome"] in (NEW, CHANGED)]


def _display_name(name: str) -> str:
    """Return a file name for display alone: printable, short, without a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "table"
