"""Decisions on tables that were sent: keep one, check it, take over its good rows."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from prospect.audit.actions import record_event
from prospect.desk.creation import give_key
from prospect.desk.kinds import KINDS, Kind
from prospect.desk.sheets.checking import Checker
from prospect.editing.bulk import Change, create_drafts, replace_rows, save_drafts
from prospect.editing.rules import RefusedStep
from prospect.jobs.actions import ask_for
from prospect.partners.models import Person
from prospect.records.content import written
from prospect.tables.models import GOOD, Outcome, Row, Upload, UploadState
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
        "total": len(sheet.rows), "sheet": {"header": sheet.header, "rows": sheet.rows},
    }  # fmt: skip
    try:
        with transaction.atomic():
            upload, _new = Upload.objects.update_or_create(
                by=by.email, kind=kind.code, sha256=digest, defaults=kept_as
            )
            upload.rows.all().delete()
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

    def tell(done: int) -> None:
        Upload.objects.filter(pk=upload.pk).update(position=min(done, upload.total))
        say("check")

    with override(by.language):
        rows = list(checker.check([(line, cells) for line, cells in sheet["rows"]], tell))
    for place, row in enumerate(rows):
        row.upload, row.place = upload, place
    upload.state, upload.sheet, upload.position = UploadState.CHECKED, {}, 0
    with transaction.atomic():
        held = Upload.objects.select_for_update().filter(pk=upload.pk, state=UploadState.READ)
        if held.update(state=UploadState.CHECKED, sheet={}, position=0):
            Row.objects.bulk_create(rows, batch_size=AT_ONCE)


def ask_to_take_over(upload: Upload, *, by: Person, whole: bool) -> bool:
    """Have the good rows taken over; False when that was asked already, or may not be.

    With ``whole``, only if every row is good. Few rows are taken over at once, many as a job.
    """
    if whole and upload.rows.filter(outcome=Outcome.REFUSED).exists():
        return False
    asked = Upload.objects.filter(pk=upload.pk, state=UploadState.CHECKED).update(
        state=UploadState.ASKED, whole=whole
    )
    if not asked:
        return False
    upload.refresh_from_db()
    if upload.rows.filter(outcome__in=GOOD).count() > SMALL:
        ask_for(IMPORT, by=by.email)
    else:
        take_over(upload, by=by)
    return True


def take_over(upload: Upload, *, by: Person, say: Say = silent) -> None:
    """Take over the good rows: as drafts, each under the rules that hold now, and one event for all.

    Some hundred rows are one transaction, so that a kill loses none and the next try goes on there;
    with ``whole`` all are one, and a row that cannot be taken over any more takes back the others.
    """
    step = upload.total + 1 if upload.whole else AT_ONCE
    with override(by.language):
        while upload.state == UploadState.ASKED:
            with transaction.atomic():
                upload = Upload.objects.select_for_update().get(pk=upload.pk)
                if upload.state != UploadState.ASKED:
                    return
                some = upload.rows.filter(
                    place__range=(upload.position, upload.position + step - 1)
                )
                rows = list(some.filter(outcome__in=GOOD))
                _take_rows(KINDS[upload.kind], rows, by, whole=upload.whole)
                replace_rows(Row, rows, ["key", "why", "done"])
                upload.position += step
                if upload.position >= upload.total:
                    _end(upload, by)
                upload.save(update_fields=["position", "state", "taken_at"])
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


def _take_rows(kind: Kind, rows: list[Row], by: Person, *, whole: bool) -> None:
    try:
        with transaction.atomic():
            _save_changed(kind, [row for row in rows if row.outcome == Outcome.CHANGED], by)
            _make_new(kind, [row for row in rows if row.outcome == Outcome.NEW], by)
            if whole and any(row.why for row in rows):
                raise RefusedStep(gettext("Another row could not be taken over, so none was."))
    except RefusedStep as refusal:
        for row in rows:
            row.done, row.why = False, row.why or str(refusal)


def _save_changed(kind: Kind, rows: list[Row], by: Person) -> None:
    records = kind.model.objects.editable_by(by).filter(key__in=[row.key for row in rows])
    if kind.within:
        records = records.select_related(f"{kind.within}__partner")
    found = {record.key: record for record in records}
    for row in rows:
        if row.key not in found:
            row.why = gettext("There is no such record you may write.")
    there = [row for row in rows if row.key in found]
    changes = [Change(found[row.key], row.content, row.number) for row in there]
    for row, why in zip(there, save_drafts(changes, by=by, note=gettext("From a table")), strict=True):  # fmt: skip
        row.why, row.done = why, not why


def _make_new(kind: Kind, rows: list[Row], by: Person) -> None:
    """Make a record of each row whose area or partner is still there and may still be written."""
    name = kind.within or ("partner" if kind.model.partner_path else "")
    made = [written(kind.model(), row.content) for row in rows]
    if name:
        wholes = kind.model._meta.get_field(name).related_model.objects.editable_by(by)
        there = wholes.in_bulk({getattr(one, f"{name}_id") for one in made})
        for row, one in zip(rows, made, strict=True):
            if (whole := there.get(getattr(one, f"{name}_id"))) is None:
                row.why = gettext("What it belongs to is gone.")
            else:
                setattr(one, name, whole)
    taken = set(kind.model.objects.values_list("key", flat=True))
    pairs = [(row, one) for row, one in zip(rows, made, strict=True) if not row.why]
    for _row, one in pairs:
        taken.add(give_key(one, taken).key)
    whys = create_drafts([one for _row, one in pairs], by=by, note=gettext("From a table"))
    for (row, one), why in zip(pairs, whys, strict=True):
        row.key, row.why, row.done = "" if why else one.key, why, not why


def _end(upload: Upload, by: Person) -> None:
    upload.state, upload.taken_at = UploadState.TAKEN, timezone.now()
    keys = list(upload.rows.filter(done=True).values_list("key", flat=True))
    details = {"file": upload.name, "sha256": upload.sha256, "keys": keys}
    record_event(by=by.email, verb="import", subject=upload.kind, details=details)


def _display_name(name: str) -> str:
    """Return a file name for display alone: printable, short, without a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "table"
