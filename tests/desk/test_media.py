"""Uploading at the desk: what the form says, keeps and shows."""

import pytest
from django.urls import reverse
from drawn import PDF, jpeg, png_of_size, upload

from prospect.media.models import Document, Picture
from prospect.records.models import Dossier

NEW = "/desk/records/picture/new/?area=hyllie"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def words_of(field, **words):
    return {f"{field}_{code}": told for code, told in words.items()}


FIELDS = {
    "focal_x": "30", "focal_y": "70", "credit": "Åsa", "rights": "own", **words_of("alt", en="The square"),
}  # fmt: skip


def send(client, address=NEW, **more):
    return client.post(address, FIELDS | more)


def test_an_editor_uploads_a_picture_and_finds_it_as_a_draft(logged_in):
    client = logged_in("editor")
    page = client.get(NEW).content.decode()
    assert 'enctype="multipart/form-data"' in page and "20 MB" in page
    answer = send(client, file=upload(jpeg(500, 300)))
    made = Picture.objects.get()
    assert answer.headers["Location"] == reverse("desk:record", args=["picture", made.key])
    assert (made.state, made.width, made.height, made.focal_x) == ("draft", 500, 300, 30)
    page = client.get(answer.headers["Location"]).content.decode()
    preview = reverse("desk:media", args=[made.files[2]])
    assert preview in page and "data-focal" in page
    shown = client.get(preview)
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"][:7]) == (
        200,
        "image/jpeg",
        "private",
    )
    assert b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff"
    assert "The square" in client.get("/desk/records/area/hyllie/").content.decode()


def test_words_are_saved_without_choosing_the_picture_again(logged_in):
    client = logged_in("editor")
    address = send(client, file=upload(jpeg(500, 300))).headers["Location"]
    answer = send(client, address, based_on="1", credit="Örjan")
    assert answer.status_code == 302
    content = Dossier.objects.get().revisions.last().content
    assert content["credit"] == "Örjan" and content["file"] == Picture.objects.get().file


def test_another_file_in_the_same_record_is_a_revision(logged_in):
    client = logged_in("editor")
    address = send(client, file=upload(jpeg(500, 300))).headers["Location"]
    assert send(client, address, based_on="1", file=upload(jpeg(700, 500))).status_code == 302
    kept = [one.content for one in Dossier.objects.get().revisions.order_by("number")]
    assert [one["width"] for one in kept] == [500, 700] and kept[0]["file"] != kept[1]["file"]


def test_a_fault_in_another_field_does_not_lose_the_upload(logged_in):
    client = logged_in("editor")
    answer = send(client, file=upload(jpeg(500, 300)), focal_x="300")
    assert answer.status_code == 400 and not Picture.objects.exists()
    sha = answer.context["form"]["file"].field.facts.sha
    assert f'value="{sha}"' in answer.content.decode()
    assert send(client, file_kept=sha).status_code == 302
    assert Picture.objects.get().file == sha


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b"<svg onload=alert(1)>", "SVG"), (png_of_size(30_000, 30_000), "50 million"),
        (jpeg()[:900], "damaged"), (b"\xff\xd8\xff" + b"\0" * 21_000_000, "20 MB"), (PDF, "no picture"),
    ],
)  # fmt: skip
def test_UPL_06_UPL_11_IMG_01_what_is_wrong_with_a_file_stands_beside_its_field(
    logged_in, data, words
):
    answer = send(logged_in("editor"), file=upload(data))
    assert answer.status_code == 400 and not Picture.objects.exists()
    assert any(words in told for told in answer.context["form"].errors["file"])


def test_without_a_file_there_is_no_picture(logged_in):
    answer = send(logged_in("editor"))
    assert answer.context["form"].errors["file"] == ["Choose a file."]


@pytest.mark.parametrize("sha", ["f" * 64, "../../secret-key", "x"])
def test_a_kept_file_is_not_made_up(logged_in, sha):
    answer = send(logged_in("editor"), file_kept=sha)
    assert "not kept any more" in answer.context["form"].errors["file"][0]


def test_a_picture_is_no_document_and_a_document_no_picture(logged_in):
    client = logged_in("editor")
    address = "/desk/records/document/new/?area=hyllie"
    fields = {"language": "sv", **words_of("name", sv="Detaljplan")}
    assert client.post(address, fields | {"file": upload(PDF, "plan.pdf")}).status_code == 302
    plan = Document.objects.get()
    assert plan.size == len(PDF)
    assert send(client, file_kept=plan.file).status_code == 400


def test_UPL_10_a_strange_name_is_nowhere_on_the_page(logged_in):
    client = logged_in("editor")
    answer = send(client, file=upload(jpeg(500, 300), "<img src=x onerror=alert(1)>.jpg"))
    assert b"onerror" not in client.get(answer.headers["Location"]).content


def test_UPL_12_an_upload_beyond_all_measure_is_not_read(logged_in):
    client = logged_in("editor")
    more = {"CONTENT_LENGTH": str(5_000_000_000)}
    answer = client.generic(
        "POST", NEW, b"--x", content_type="multipart/form-data; boundary=x", **more
    )
    assert answer.status_code in (400, 413)


def test_UPL_19_the_form_sent_twice_keeps_the_bytes_once(logged_in, kept):
    client = logged_in("editor")
    for _ in range(2):
        send(client, file=upload(jpeg(500, 300)))
    assert len({one.file for one in Picture.objects.all()}) == 1
    assert len([path for path in kept.iterdir() if path.suffix == ".json"]) == 1


def test_AZN_01_a_picture_of_another_partner_is_404(logged_in, koebenhavn, client, person_with):
    send(logged_in("editor"), file=upload(jpeg(500, 300)))
    made = Picture.objects.get()
    client.logout()
    stranger = person_with("partner_admin", at=koebenhavn, email="x@kbh.example")
    client.force_login(stranger)
    for address in (
        reverse("desk:media", args=[made.files[0]]),
        reverse("desk:record", args=["picture", made.key]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(NEW, FIELDS).status_code == 404
