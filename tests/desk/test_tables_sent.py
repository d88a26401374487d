"""Tables that are exported, changed elsewhere and sent back: what is taken over, and what never is."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospect.audit.models import Event
from prospect.catalogue.models import Area, Figure, Milestone, Organisation
from prospect.desk.kinds import KINDS
from prospect.desk.sheets.actions import SMALL, do_waiting, keep_upload, silent
from prospect.editing.actions import content_at, save_draft
from prospect.jobs.models import Job
from prospect.languages.text import Text
from prospect.partners.models import Person
from prospect.records.content import content_of
from prospect.records.models import Dossier, Revision
from prospect.tables.models import Upload
from prospect.tables.reading import read_table
from prospect.tables.writing import write_csv, write_xlsx


def exported(client, kind="area", **asked):
    response = client.get(reverse("desk:export", args=[kind]), {"format": "csv", **asked})
    assert response.status_code == 200
    return response.content


def table(client, kind="area", **asked):
    """The export as rows by column."""
    words = exported(client, kind, **asked).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(words, newline=""), delimiter=";"))


def file_of(rows, separator=";", encoding="utf-8"):
    kept = io.StringIO(newline="")
    writer = csv.DictWriter(kept, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return kept.getvalue().encode(encoding)


def send(client, data, kind="area", name="areas.csv"):
    return client.post(reverse("desk:send_table", args=[kind]), {"table": SimpleUploadedFile(name, data)})  # fmt: skip


def preview(client, data, kind="area", name="areas.csv"):
    response = send(client, data, kind, name)
    assert response.status_code == 302, response.context["fault"]
    return client.get(response.headers["Location"])


def take_over(client, page, **posted):
    address = page.request["PATH_INFO"]
    response = client.post(address, posted)
    assert response.status_code == 302
    return client.get(address)


def rows_of(page, outcome):
    return list(page.context["shown"][outcome])


def done(page):
    return list(page.context["upload"].rows.filter(done=True))


def faults(page):
    return [(row.line, fault["field"], fault["rule"]) for row in rows_of(page, "refused") for fault in row.faults]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_and_sent_back_changes_nothing(logged_in, kind, form):
    client = logged_in("regional_admin")
    if not KINDS[kind].model.objects.exists():
        assert send(client, exported(client, kind, format=form), kind).status_code == 400
        return
    page = preview(client, exported(client, kind, format=form, outline="yes" if form == "csv" else ""), kind)  # fmt: skip
    if page.context["busy"]:
        do_waiting(silent)
        page = client.get(page.request["PATH_INFO"])
    assert set(page.context["numbers"].values()) == {0, KINDS[kind].model.objects.count()}
    assert page.context["numbers"]["same"] == KINDS[kind].model.objects.count()
    assert not Dossier.objects.exists()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(words.filter(lambda text: text.strip()), min_size=3, max_size=3))
def test_TAB_01_strange_words_make_the_round_trip(logged_in, texts):
    Person.objects.all().delete()
    client = logged_in("editor")
    name = Text(dict(zip(("en", "da", "sv"), texts, strict=True)))
    Area.objects.filter(key="nyhamnen").update(name=name, plan_term=texts[0])
    for form in ("csv", "xlsx"):
        page = preview(client, exported(client, format=form, q="nyhamnen"))
        assert (rows_of(page, "changed"), rows_of(page, "refused")) == ([], [])
        Upload.objects.all().delete()


def test_a_changed_cell_is_shown_and_taken_over_as_a_draft(logged_in):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["name_da"], row["stage"], row["sectors"] = "Nyhavnen", "vision", ""
    page = preview(client, file_of([row], ",", "cp1252"))
    shown = {change["field"]: change["after"] for change in rows_of(page, "changed")[0].changes}
    assert shown == {"name_da": "Nyhavnen", "stage": "vision", "sectors": ""}
    page = take_over(client, page)
    area, dossier = Area.objects.get(key="nyhamnen"), Dossier.objects.get()
    assert content_at(dossier)["name"]["da"] == "Nyhavnen" and area.name.get("da") != "Nyhavnen"
    assert set(content_at(dossier)) == set(content_of(area)) and dossier.number == 2
    assert content_at(dossier)["outline"] == content_of(area)["outline"]
    event = Event.objects.get(verb="import")
    assert event.details["keys"] == ["nyhamnen"] and event.by == "editor@malmo.example"


def test_an_xlsx_is_taken_over_like_a_csv(logged_in):
    client = logged_in("editor")
    sheet = read_table(exported(client, format="xlsx", q="nyhamnen"))
    [(_line, cells)] = sheet.rows
    cells = [*cells, *[""] * (len(sheet.header) - len(cells))]
    cells[sheet.header.index("completion_year")] = 2044
    cells[sheet.header.index("completion_confidence")] = "sourced"
    page = preview(client, write_xlsx(sheet.header, [cells], name="area"), name="../../<img>.xlsx")
    assert rows_of(page, "refused") == [] and Upload.objects.get().name == "<img>.xlsx"
    assert b"<img>" not in page.content
    take_over(client, page)
    assert content_at(Dossier.objects.get())["completion_year"] == 2044


def test_a_damaged_row_blocks_no_good_one_unless_asked(logged_in):
    client = logged_in("editor")
    rows = table(client)
    rows[0]["stage"], rows[1]["plan_term"] = "nonsense", "Something new"
    page = preview(client, file_of(rows))
    assert [fault[:2] for fault in faults(page)] == [(2, "stage")]
    remedy = rows_of(page, "refused")[0].faults[0]["remedy"]
    assert "vision" in remedy
    take_over(client, page, whole="yes")
    assert not Dossier.objects.exists()
    page = take_over(client, client.get(page.request["PATH_INFO"]))
    assert [row.key for row in done(page)] == [rows[1]["key"]]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("start_year", "soon"), ("start_year", "99999"), ("uses", "castle; office"), ("source_urls", "javascript:1"),
        ("official_host", "https://x/y"), ("confidence", ""), ("outline", "{"), ("parent", "no_such"),
    ],
)  # fmt: skip
def test_each_fault_names_row_field_value_and_rule(logged_in, column, value):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen", outline="yes")
    row[column] = value
    page = preview(client, file_of([row]))
    [fault] = rows_of(page, "refused")[0].faults
    assert (fault["field"], fault["value"]) == (column, value) and fault["rule"]


def test_CON_02_a_row_changed_at_the_desk_since_is_refused_alone(logged_in, person_with):
    other = person_with("editor", email="e@malmo.example")
    client = logged_in("editor")
    rows = table(client)
    for row in rows:
        row["plan_term"] = "From the table"
    area = Area.objects.get(key=rows[0]["key"])
    save_draft(area, {**content_of(area), "plan_term": "By hand"}, by=other, based_on=0)
    page = preview(client, file_of(rows))
    assert [fault[:2] for fault in faults(page)] == [(2, "revision")]
    assert "e@malmo.example" in faults(page)[0][2]
    late = Area.objects.get(key=rows[1]["key"])
    save_draft(late, {**content_of(late), "plan_term": "By hand too"}, by=other, based_on=0)
    page = take_over(client, page)
    assert [row.key for row in page.context["left"]] == [late.key]
    kept = {one.key: content_at(one)["plan_term"] for one in Dossier.objects.all()}
    assert kept.pop(area.key) == "By hand" and kept.pop(late.key) == "By hand too"
    assert set(kept.values()) == {"From the table"} and len(kept) == len(rows) - 2


def test_CON_02_with_all_or_nothing_a_late_change_takes_back_the_others(logged_in, person_with):
    other = person_with("editor", email="e@malmo.example")
    client = logged_in("editor")
    rows = table(client)[:3]
    for row in rows:
        row["plan_term"] = "From the table"
    page = preview(client, file_of(rows))
    area = Area.objects.get(key=rows[0]["key"])
    save_draft(area, {**content_of(area), "plan_term": "By hand"}, by=other, based_on=0)
    page = take_over(client, page, whole="yes")
    assert done(page) == [] and len(page.context["left"]) == 3
    assert [one.key for one in Dossier.objects.all()] == [area.key]


def test_AZN_01_rows_of_another_partner_are_no_such_record(logged_in, koebenhavn):
    foreign = Area.objects.filter(partner=koebenhavn).first()
    client = logged_in("partner_admin")
    [row] = table(client, q="nyhamnen")
    row.update(key=foreign.key, plan_term="Mine now")
    page = preview(client, file_of([row]))
    [(line, field, rule)] = faults(page)
    assert (line, field) == (2, "key") and "no such record" in rule
    page = take_over(client, page)
    assert not Dossier.objects.exists() and foreign.name.get("en") not in page.content.decode()


def test_AZN_01_a_table_is_of_one_person_alone(logged_in, client):
    [row] = table(logged_in("editor"), q="nyhamnen")
    row["plan_term"] = "x"
    address = send(client, file_of([row])).headers["Location"]
    client.logout()
    other = logged_in("partner_admin")
    assert other.get(address).status_code == 404 and other.post(address).status_code == 404


def test_AZN_01_a_record_cannot_point_at_what_is_not_theirs(logged_in, koebenhavn):
    foreign = Area.objects.filter(partner=koebenhavn).first()
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["parent"] = foreign.key
    assert [fault[1] for fault in faults(preview(client, file_of([row])))] == ["parent"]


def test_AZN_02_state_partner_and_unknown_columns_of_a_table_change_nothing(logged_in):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row.update(state="archived", partner="koebenhavn", is_superuser="1", confirmed_on="2030-01-01", id="1", country="DK")  # fmt: skip
    page = preview(client, file_of([row]))
    assert page.context["numbers"]["same"] == 1
    assert set(page.context["upload"].facts["ignored"]) == {"is_superuser", "confirmed_on", "id", "country"}  # fmt: skip


def test_AZN_06_whoever_lost_the_role_in_between_takes_nothing_over(logged_in):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["plan_term"] = "x"
    page = preview(client, file_of([row]))
    Person.objects.get().memberships.update(role="reader")
    assert client.post(page.request["PATH_INFO"]).status_code == 403
    assert not Dossier.objects.exists()


def test_new_rows_become_drafts_with_a_key_of_their_own(logged_in, koebenhavn):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen", outline="yes")
    row.update(key="", revision="", name_en="Brand new", name_sv="Helt ny", parent="")
    foreign = {**row, "partner": "koebenhavn"}
    nobody = {**row, "partner": ""}
    page = preview(client, file_of([row, foreign, nobody]))
    assert [fault[1] for fault in faults(page)] == ["partner", "partner"]
    page = take_over(client, page)
    [made] = done(page)
    area = Area.objects.get(key=made.key)
    assert (area.state, area.partner.key, str(area.name)) == ("draft", "malmoe", "Brand new")
    assert area.lat and Dossier.objects.get(key=area.key).number == 1


def test_a_new_area_without_an_outline_says_what_it_needs(logged_in):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row.update(key="", name_en="No outline", parent="")
    assert [fault[1] for fault in faults(preview(client, file_of([row])))] == ["outline"]


def test_new_parts_name_the_area_they_are_of(logged_in, koebenhavn):
    client = logged_in("editor")
    row = table(client, "milestone")[0]
    foreign = Area.objects.filter(partner=koebenhavn).first()
    rows = [{**row, "key": "", "name_en": "It opens"}, {**row, "key": "", "area": foreign.key}]
    page = preview(client, file_of(rows), "milestone")
    assert [fault[:2] for fault in faults(page)] == [(3, "area")]
    take_over(client, page)
    assert Milestone.objects.filter(area__key=row["area"], state="draft").count() == 1


def test_numbers_may_have_the_decimal_sign_of_the_north(logged_in):
    client = logged_in("editor")
    row = table(client, "figure")[0]
    row["value"] = "1234,5"
    take_over(client, preview(client, file_of([row]), "figure"))
    assert content_at(Dossier.objects.get())["value"] == 1234.5
    assert Figure.objects.get(key=row["key"]).value != 1234.5


def test_a_draft_that_was_never_public_is_changed_itself(logged_in):
    Area.objects.filter(key="nyhamnen").update(state="draft")
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["plan_term"] = "Written"
    before = content_of(Area.objects.get(key="nyhamnen"))
    take_over(client, preview(client, file_of([row])))
    area = Area.objects.get(key="nyhamnen")
    assert content_of(area) == {**before, "plan_term": "Written"} and area.state == "draft"


def test_ragged_rows_and_keys_that_stand_there_twice_are_told_by_row(logged_in):
    data = b"key;plan_term\nnyhamnen;a\nnyhamnen;b\nhyllie;c;d\n"
    page = preview(logged_in("editor"), data)
    assert [(line, field) for line, field, _rule in faults(page)] == [(3, "key"), (4, "")]
    assert len(rows_of(page, "changed")) == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"a;b\n1;2\n", b"key;name_en\n"])
def test_UPL_11_a_file_with_nothing_for_us_is_refused_in_words(logged_in, data):
    response = send(logged_in("editor"), data or b" ")
    assert response.status_code == 400 and response.context["fault"]
    assert not Upload.objects.exists()


def test_UPL_19_the_same_file_twice_is_one_upload_and_one_import(logged_in):
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["plan_term"] = "x"
    one, other = (send(client, file_of([row])).headers["Location"] for _ in range(2))
    assert one == other and Upload.objects.count() == 1
    assert {client.post(one).status_code, client.post(one).status_code} == {302}
    assert send(client, file_of([row])).headers["Location"] == one
    assert Event.objects.filter(verb="import").count() == 1
    assert Revision.objects.filter(verb="save").count() == 1


@pytest.fixture
def many(malmoe):
    like = Organisation.objects.first()
    fields = {name: getattr(like, name) for name in ("country", "level", "role", "confidence")}
    Organisation.objects.bulk_create(
        Organisation(key=f"many_{number:03}", name=Text({"en": f"Office {number}"}), **fields)
        for number in range(SMALL + 50)
    )


def big(client):
    rows = table(client, "organisation", q="office")
    return [row for row in rows if row["key"].startswith("many_")]


def test_a_big_table_is_checked_and_taken_over_by_the_worker(logged_in, many):
    client = logged_in("regional_admin")
    rows = big(client)
    for row in rows:
        row["name_da"] = "Kontor"
    page = preview(client, file_of(rows), "organisation")
    assert page.context["busy"] and b"refresh" in page.content
    assert Job.objects.filter(kind="import").count() == 1
    assert do_waiting(silent) == 1
    page = client.get(page.request["PATH_INFO"])
    assert page.context["good"] == len(rows) == SMALL + 50
    assert take_over(client, page).context["busy"]
    assert not Dossier.objects.exists()
    assert do_waiting(silent) == 1
    page = client.get(page.request["PATH_INFO"])
    assert page.context["done"] == len(rows)
    assert Dossier.objects.filter(number=2, state="draft").count() == len(rows)
    assert Event.objects.filter(verb="import").count() == 1
    assert do_waiting(silent) == 0


def test_AZN_11_CON_04_the_worker_takes_nothing_over_for_whoever_left(logged_in, many):
    client = logged_in("regional_admin")
    rows = big(client)
    for row in rows:
        row["name_da"] = "Kontor"
    page = preview(client, file_of(rows), "organisation")
    do_waiting(silent)
    take_over(client, page)
    person = Person.objects.get()
    person.memberships.all().delete()
    do_waiting(silent)
    assert not Dossier.objects.exists()
    assert all(row.why for row in Upload.objects.get().rows.all())


def test_TAB_01_an_export_holds_no_formula(logged_in):
    evil = ['=HYPERLINK("http://x","y")', "+cmd|x", "-2+3", "@SUM(A1)", "\t=1"]
    Area.objects.filter(key="nyhamnen").update(name=Text({"en": evil[0], "da": evil[1], "sv": evil[2]}), plan_term=evil[3])  # fmt: skip
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    assert [row[name] for name in ("name_en", "name_da", "name_sv", "plan_term")] == [f"'{text}" for text in evil[:4]]  # fmt: skip


def test_columns_are_told_and_the_outline_only_when_asked(logged_in):
    client = logged_in("reader")
    [row] = table(client, q="nyhamnen")
    assert list(row)[:4] == ["key", "partner", "state", "revision"] and "outline" not in row
    [row] = table(client, q="nyhamnen", outline="yes")
    assert json.loads(row["outline"])["type"] in ("Polygon", "MultiPolygon")


def test_the_same_rules_hold_for_many_at_once_as_for_one(logged_in, person_with):
    """A draft kept from a table is the same as one kept by hand: revisions, dossier, letters aside."""
    client = logged_in("editor")
    [row] = table(client, q="nyhamnen")
    row["plan_term"] = "Same"
    take_over(client, preview(client, file_of([row])))
    area = Area.objects.get(key="hyllie")
    editor = Person.objects.get()
    save_draft(area, {**content_of(area), "plan_term": "Same"}, by=editor, based_on=0)
    one, other = (
        [(r.number, r.verb, r.state, r.by, sorted(r.content)) for r in Revision.objects.filter(dossier__key=key)]
        for key in ("nyhamnen", "hyllie")
    )  # fmt: skip
    assert one == other
    by_table, by_hand = (Dossier.objects.get(key=key) for key in ("nyhamnen", "hyllie"))
    for name in ("kind", "partner", "state", "number", "changed_by", "publish_at", "approved_by"):
        assert getattr(by_table, name) == getattr(by_hand, name)


def test_a_file_is_kept_once_for_each_person_and_kind(person_with):
    data = write_csv(["key", "name_en"], [["nyhamnen", "x"]])
    one = keep_upload(KINDS["area"], data, "a.csv", by=person_with("editor"))
    other = keep_upload(KINDS["area"], data, "a.csv", by=person_with("reviewer"))
    assert one.pk != other.pk
