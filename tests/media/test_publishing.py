"""What of pictures and documents becomes public, and who sees it before."""

import time
from datetime import timedelta

import pytest
from django.db import connections, transaction
from drawn import PDF, jpeg, upload

from prospect.catalogue.models import Area
from prospect.editing.actions import create_record, decide, save_draft
from prospect.editing.rules import RefusedStep
from prospect.media.keeping import keep_document, keep_picture, kept_path
from prospect.media.models import Document, Picture
from prospect.media.reach import may_see
from prospect.media.sweeping import KEPT_DAYS, sweep
from prospect.partners.actions import admit
from prospect.partners.models import Partner
from prospect.records.content import content_of
from prospect.records.models import Dossier
from prospect.releases.actions import RefusedRelease, publish_release
from prospect.releases.middleware import LARDER
from prospect.releases.store import current_release

LONG = timedelta(days=KEPT_DAYS + 1).total_seconds()
WORDS = {"en": "The square", "da": "Pladsen", "sv": "Torget"}


@pytest.fixture
def site(released, settings, tmp_path, client, django_db_blocker):
    """Publish what the test put into the editing database, and read it as a visitor."""
    reader, home = connections["published"], tmp_path / "home"
    before = reader.settings_dict["NAME"]
    settings.RELEASES, settings.CURRENT = home / "releases", home / "releases" / "current"

    def publish():
        publish_release(by="tests")
        reader.close()
        reader.settings_dict["NAME"] = str(settings.CURRENT / "catalogue.gpkg")
        LARDER.empty()
        return client

    with django_db_blocker.unblock(), transaction.atomic():
        yield publish
        transaction.set_rollback(True)
        reader.close()
    reader.settings_dict["NAME"] = before
    LARDER.empty()


@pytest.fixture
def people(site):
    malmoe = Partner.objects.get(key="malmoe")
    return [
        admit(email=f"{role}@malmo.example", name=role, role=role, partner=malmoe, by="tests")
        for role in ("editor", "reviewer")
    ]


def picture(by, key="hyllie_square", state="draft", **more):
    facts = keep_picture(upload(jpeg(more.pop("wide", 500), 300)))
    told = {
        "alt": WORDS,
        "credit": "Åsa Öberg",
        "rights": "own",
        "caption": {"en": "Seen from the east"},
    }
    made = Picture(
        key=key,
        area=Area.objects.get(key="hyllie"),
        file=facts.sha,
        width=facts.width,
        height=facts.height,
        **(told | more),
    )
    create_record(made, by=by)
    if state == "published":
        Picture.objects.filter(pk=made.pk).update(state="published")
    return made


def fetched(client, name):
    """An answer with its bytes read."""
    answer = client.get(f"/media/{name}")
    if answer.streaming:
        answer.bytes = b"".join(answer.streaming_content)
        answer.close()
    return answer


def dossier_of(record):
    return Dossier.objects.of(record).get()


def file_of(record, at=0):
    return record.files[at]


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"alt": {"en": "x", "da": "y"}}, "in Swedish"), ({"alt": {}}, "in Danish"),
        ({"credit": ""}, "who made it"), ({"rights": ""}, "by what right"), ({"rights": "stolen"}, "by what right"),
    ],
)  # fmt: skip
def test_IMG_05_without_words_credit_or_rights_it_is_not_published(people, lacking, words):
    editor, reviewer = people
    made = picture(editor, **lacking)
    with pytest.raises(RefusedStep, match=words):
        decide(made, "approve", by=reviewer, based_on=1)
    assert Picture.objects.get().state == "draft"


def test_IMG_05_what_only_decorates_needs_no_words(people):
    editor, reviewer = people
    made = picture(editor, alt={}, decorative=True)
    assert decide(made, "approve", by=reviewer, based_on=1).state == "published"


def test_IMG_05_the_newest_draft_is_asked_and_not_what_is_public(people):
    editor, reviewer = people
    made = picture(editor)
    decide(made, "approve", by=reviewer, based_on=1)
    made.refresh_from_db()
    save_draft(made, content_of(made) | {"credit": ""}, by=editor, based_on=2)
    with pytest.raises(RefusedStep, match="who made it"):
        decide(made, "approve", by=reviewer, based_on=3)


def test_a_draft_has_no_public_address_and_a_published_picture_has(site, people):
    made = picture(people[0])
    client = site()
    assert all(client.get(f"/media/{name}").status_code == 404 for name in made.files)
    assert b"<figure" not in client.get("/en/areas/hyllie/").content
    decide(made, "approve", by=people[1], based_on=1)
    client = site()
    for name, kind in zip(made.files[-3:], ("avif", "webp", "jpeg"), strict=True):
        answer = fetched(client, name)
        assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{kind}")
        assert (
            "immutable" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"
        )
        assert "sandbox" in answer["Content-Security-Policy"] and not answer.cookies
        assert answer.bytes == kept_path(name).read_bytes()
    page = client.get("/sv/areas/hyllie/").content.decode()
    assert 'alt="Torget"' in page and "Åsa Öberg" in page and made.files[-3] in page
    assert 'width="960" height="640"' in page and 'class="fx-50 fy-50"' in page
    assert 'Seen from the east</span> <span class="fallback">' in page, (
        "a caption in another language is marked"
    )


def test_words_and_credit_of_an_attacker_are_only_words(site, people):
    attack = '"><script>alert(1)</script>'
    made = picture(
        people[0], alt=dict.fromkeys(WORDS, attack), credit=attack, caption={"en": attack}
    )
    decide(made, "approve", by=people[1], based_on=1)
    assert b"<script>alert" not in site().get("/en/areas/hyllie/").content


def test_what_left_the_public_stays_reachable_only_with_the_releases_that_showed_it(site, people):
    made = picture(people[0])
    decide(made, "approve", by=people[1], based_on=1)
    site()
    shown = current_release()
    decide(made, "archive", by=people[1], based_on=2, reason="old")
    client = site()
    assert b"<figure" not in client.get("/en/areas/hyllie/").content
    assert fetched(client, file_of(made)).status_code == 200
    for path in (shown.folder / "media").iterdir():
        path.unlink()
    assert fetched(client, file_of(made)).status_code == 404


def test_a_release_shares_the_bytes_and_names_them_in_its_manifest(site, people):
    made = picture(people[0])
    decide(made, "approve", by=people[1], based_on=1)
    site()
    release = current_release()
    assert {f"media/{name}" for name in made.files} <= set(release.manifest["files"])
    inode = (release.folder / "media" / file_of(made)).stat().st_ino
    assert inode == kept_path(file_of(made)).stat().st_ino


def test_a_release_without_the_files_of_a_public_picture_is_refused(site, people):
    made = picture(people[0])
    decide(made, "approve", by=people[1], based_on=1)
    kept_path(file_of(made)).unlink()
    with pytest.raises(RefusedRelease, match="hyllie_square"):
        site()


@pytest.mark.parametrize(
    "name", ["..%2f..%2fsecret-key", "0123456789abcdef.pdf", "manifest.json", "x" * 300]
)
def test_UPL_04_no_name_reaches_another_file(site, people, name):
    assert site().get(f"/media/{name}").status_code == 404


def test_UPL_20_a_document_is_an_attachment_that_runs_nothing(site, people):
    facts = keep_document(
        upload(PDF + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD %%EOF", "plan.pdf")
    )
    area = Area.objects.get(key="hyllie")
    made = Document(
        key="plan",
        area=area,
        file=facts.sha,
        size=facts.bytes,
        language="sv",
        name={"sv": "Detaljplan"},
    )
    create_record(made, by=people[0])
    decide(made, "approve", by=people[1], based_on=1)
    client = site()
    answer = fetched(client, file_of(made))
    assert (
        answer["Content-Disposition"] == "attachment"
        and answer["Content-Type"] == "application/pdf"
    )
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = client.get("/en/areas/hyllie/").content.decode()
    assert (
        'download="plan.pdf" hreflang="sv"' in page and "Detaljplan" in page and "Swedish" in page
    )


def test_a_document_without_a_name_is_not_published(people):
    facts = keep_document(upload(PDF))
    made = Document(
        key="plan", area=Area.objects.get(key="hyllie"), file=facts.sha, size=facts.bytes
    )
    create_record(made, by=people[0])
    with pytest.raises(RefusedStep, match="what it is called"):
        decide(made, "approve", by=people[1], based_on=1)


def test_AZN_01_a_draft_is_seen_by_its_own_staff_alone(people):
    made = picture(people[0])
    copenhagen = Partner.objects.get(key="koebenhavn")
    stranger = admit(
        email="x@kbh.example", name="x", role="partner_admin", partner=copenhagen, by="tests"
    )
    assert may_see(people[0], file_of(made)) and not may_see(stranger, file_of(made))
    other = keep_picture(upload(jpeg(700, 500)))
    save_draft(made, content_of(made) | {"file": other.sha, "width": 700}, by=people[0], based_on=1)
    Picture.objects.update(file="0" * 64)
    for facts_file in (file_of(made), other.files[0]):  # both stand in the history
        assert may_see(people[0], facts_file) and not may_see(stranger, facts_file)


def test_an_upload_no_record_refers_to_goes_after_thirty_days(people):
    left = keep_picture(upload(jpeg(640, 400)))
    made = picture(people[0])
    now = time.time()
    assert sweep(now + LONG - 2 * 86_400) == 0
    assert sweep(now + LONG) == len(left.files) + 1
    assert not kept_path(left.files[0]).exists() and kept_path(file_of(made)).exists()


def test_a_file_of_the_history_is_never_swept(people):
    made = picture(people[0])
    other = keep_picture(upload(jpeg(700, 500)))
    save_draft(made, content_of(made) | {"file": other.sha, "width": 700}, by=people[0], based_on=1)
    assert sweep(time.time() + LONG) == 0
    assert dossier_of(made).number == 2 and kept_path(file_of(made)).exists()


def test_work_that_was_cut_off_is_swept(kept):
    (kept / ".new-dead").mkdir(parents=True)
    (kept / ".new-dead" / "upload").write_bytes(b"x")
    sweep(time.time())
    assert (kept / ".new-dead").exists()
    sweep(time.time() + LONG)
    assert not (kept / ".new-dead").exists()
