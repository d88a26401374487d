"""What becomes of an upload: sizes written anew, nothing else kept, and words for what is not taken."""

import random
import subprocess
import sys
import threading
import time

import pytest
from drawn import PDF, drawn, jpeg, png_of_size, saved, upload
from PIL import Image, ImageCms

from prospect.media import keeping
from prospect.media.keeping import facts_of, keep_document, keep_picture
from prospect.media.names import is_name, widths_of
from prospect.media.refusals import WORDS, RefusedFile


def refusal(data, keep=keep_picture, name="photo.jpg"):
    with pytest.raises(RefusedFile) as refused:
        keep(upload(data, name))
    assert refused.value.words == str(WORDS[refused.value.code])
    return refused.value.code


def opened(kept, facts, ending="jpg", at=-1):
    names = [name for name in facts.files if name.endswith(ending)]
    return Image.open(kept / names[at])


def files(kept):
    return (
        sorted(path.name for path in kept.iterdir() if path.name != ".lock")
        if kept.exists()
        else []
    )


def test_a_picture_is_kept_in_every_size_and_form(kept):
    facts = keep_picture(upload(jpeg(2000, 1000)))
    assert (facts.width, facts.height, facts.frames) == (2000, 1000, 1)
    assert len(facts.files) == 9 and all(is_name(name) for name in facts.files)
    assert files(kept) == sorted([*facts.files, f"{facts.sha[:16]}.json"])
    for ending, form in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
        for at, size in enumerate([(480, 240), (960, 480), (1600, 800)]):
            with opened(kept, facts, ending, at) as picture:
                assert (picture.format, picture.size) == (form, size)


@pytest.mark.parametrize(
    ("width", "kept_in"),
    [
        (480, [480]),
        (700, [480, 700]),
        (960, [480, 960]),
        (1600, [480, 960, 1600]),
        (9000, [480, 960, 1600]),
    ],
)
def test_no_size_is_wider_than_the_picture(width, kept_in):
    assert widths_of(width) == kept_in


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_five_formats_are_taken_whatever_the_file_is_called(kept, form):
    assert keep_picture(upload(saved(drawn(600, 400), form), "plan.exe")).width == 600


def test_a_picture_of_the_printer_becomes_one_of_the_screen(kept):
    facts = keep_picture(upload(saved(drawn(600, 400).convert("CMYK"))))
    with opened(kept, facts) as picture:
        assert picture.mode == "RGB" and picture.getpixel((590, 10)) == (255, 255, 255)


def test_colours_of_another_space_are_turned_into_those_of_the_web(kept):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    facts = keep_picture(upload(saved(drawn(600, 400), icc_profile=lab)))
    broken = keep_picture(upload(saved(drawn(610, 400), icc_profile=b"no profile")))
    for one in (facts, broken):
        for ending in ("avif", "webp", "jpg"):
            with opened(kept, one, ending) as picture:
                assert "icc_profile" not in picture.info


def test_what_is_transparent_becomes_white(kept):
    facts = keep_picture(upload(saved(drawn(600, 400, "RGBA"), "PNG")))
    with opened(kept, facts) as picture:
        assert picture.getpixel((590, 10)) == (255, 255, 255)


def test_a_scan_of_sixteen_bits_is_taken(kept):
    grey = Image.new("I;16", (500, 300), 40_000)
    with opened(kept, keep_picture(upload(saved(grey, "PNG")))) as picture:
        assert abs(picture.getpixel((10, 10))[0] - 156) < 4


def test_of_an_animated_picture_the_first_frame_is_kept(kept):
    moving = saved(
        drawn(600, 400), "WEBP", save_all=True, append_images=[Image.new("RGB", (600, 400), "red")]
    )
    facts = keep_picture(upload(moving))
    assert facts.frames == 2
    with opened(kept, facts) as picture:
        assert picture.getpixel((590, 10))[1] > 240


@pytest.mark.parametrize("size", [(13_000, 13_000), (30_000, 30_000), (50_000_001, 1)])
def test_IMG_01_a_bomb_is_refused_from_its_header(kept, size):
    began = time.monotonic()
    assert refusal(png_of_size(*size)) == "pixels"
    assert time.monotonic() - began < 20 and files(kept) == []


def test_IMG_01_a_picture_within_the_limit_that_is_not_there_is_damaged(kept):
    assert refusal(png_of_size(7_000, 7_000)) == "damaged"


def test_IMG_01_FLT_06_the_child_has_bounds_it_cannot_lift():
    probe = (
        "import resource as r; from prospect.media.child import confine; confine();"
        "print(all(max(r.getrlimit(w)) >= 0 for w in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)));"
        "bytearray(2_000_000_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True" and "MemoryError" in done.stderr


def test_FLT_06_a_child_that_dies_is_a_refusal_and_no_fault(kept, monkeypatch):
    monkeypatch.setattr(keeping.sys, "executable", "/bin/false")
    assert refusal(jpeg()) == "heavy" and files(kept) == []


def test_IMG_02_place_and_camera_are_removed_and_the_picture_stands_upright(kept):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0xA431] = exif[0x010F] = "SERIAL-4711"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 36.0, 0.0), 3: "E", 4: (13.0, 0.0, 0.0)})
    data = saved(drawn(1200, 800), exif=exif, comment=b"SERIAL-4711")
    assert b"SERIAL-4711" in data
    facts = keep_picture(upload(data))
    assert (facts.width, facts.height) == (800, 1200)
    for name in files(kept):
        assert b"SERIAL" not in (kept / name).read_bytes()
    for ending in ("avif", "webp", "jpg"):
        with opened(kept, facts, ending) as picture:
            assert dict(picture.getexif()) == {} and not {"exif", "xmp", "comment"} & set(
                picture.info
            )
    with opened(kept, facts) as picture:  # what was left is above
        assert picture.getpixel((400, 10))[0] < 60 < picture.getpixel((400, 1190))[0]


@pytest.mark.parametrize("share", [10, 50, 90, 99])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_UPL_06_a_file_cut_off_is_said_to_be_incomplete(kept, form, share):
    whole = saved(Image.effect_noise((600, 400), 90).convert("RGB"), form)
    assert refusal(whole[: len(whole) * share // 100]) in ("damaged", "other")
    assert files(kept) == []


def test_UPL_06_half_a_pdf_is_said_to_be_incomplete(kept):
    assert refusal(PDF[:100], keep_document) == "damaged"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_UPL_07_flipped_bits_are_a_picture_or_words_and_never_a_fault(kept, form):
    chance = random.Random(7)
    data = bytearray(saved(drawn(500, 300), form))
    for _ in range(20):
        data[chance.randrange(12, len(data))] ^= 1 << chance.randrange(8)
    try:
        facts = keep_picture(upload(bytes(data)))
    except RefusedFile as refused:
        assert refused.words
    else:
        assert facts_of(facts.sha) == facts


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><script>alert(1)</script></html>", "other"), (b"MZ\x90\0" + b"\0" * 200, "other"),
        (b"<?php system($_GET[0]); ?>", "other"), (PDF, "other"), (b"GIF89a" + b"\0" * 50, "other"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "svg"), (b"<SVG onload=alert(1)>", "svg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, "heic"), (b"\xff\xd8\xff" + b"x" * 500, "damaged"),
        (random.Random(1).randbytes(5000), "other"),
    ],
)  # fmt: skip
def test_UPL_08_what_a_file_is_its_bytes_say_and_not_its_name(kept, data, code):
    assert refusal(data, name="photo.jpg") == code
    assert files(kept) == []


def test_UPL_08_a_page_called_pdf_is_none(kept):
    assert refusal(b"<html>%PDF-1.4 %%EOF</html>", keep_document, "plan.pdf") == "not_pdf"
    assert refusal(jpeg(), keep_document, "plan.pdf") == "not_pdf"


def test_UPL_09_what_hides_in_a_picture_is_gone_when_it_is_kept(kept):
    script = b"<script>alert('polyglot')</script>"
    for form, more in (("PNG", {}), ("JPEG", {"comment": script})):
        facts = keep_picture(upload(saved(drawn(600, 400), form, **more) + script + b"PK\3\4"))
        for name in facts.files:
            assert b"polyglot" not in (kept / name).read_bytes()


ODD = [
    "<img src=x onerror=alert(1)>.jpg", "../../../../tmp/pwn.jpg", "CON.jpg", "x" * 300 + ".jpg",
    "evil\u202egnp.exe", "\N{OPEN BOOK}.jpg", "a\nb.jpg", "..\\..\\x.jpg", "C:\\x.jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_UPL_10_the_name_of_an_upload_is_nowhere(kept, tmp_path, name):
    facts = keep_picture(upload(jpeg(500, 300), name))
    assert {path.name for path in tmp_path.iterdir()} == {"media"}
    assert {one[:16] for one in files(kept)} == {facts.sha[:16]}


@pytest.mark.parametrize("keep", [keep_picture, keep_document])
def test_UPL_11_an_empty_file_is_said_to_be_empty(kept, keep):
    assert refusal(b"", keep) == "empty"


def test_UPL_12_a_file_beyond_the_limit_is_said_to_be_too_large(kept):
    assert refusal(b"\xff\xd8\xff" + b"\0" * 20_000_000) == "large"


def test_a_picture_too_small_for_any_screen_is_refused(kept):
    assert refusal(jpeg(479, 300)) == "small"


def test_UPL_19_the_same_bytes_are_kept_once(kept):
    first = keep_picture(upload(jpeg(), "one.jpg"))
    before = {path.name: path.stat().st_ino for path in kept.iterdir()}
    assert keep_picture(upload(jpeg(), "two.jpg")) == first
    assert {path.name: path.stat().st_ino for path in kept.iterdir()} == before


def test_UPL_19_two_clicks_at_once_give_one_result(kept):
    data, found = jpeg(600, 400), []
    clicks = [
        threading.Thread(target=lambda: found.append(keep_picture(upload(data)))) for _ in range(2)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert len(found) == 2 and found[0] == found[1] and len(files(kept)) == 7


def test_a_file_that_lost_a_size_is_written_again(kept):
    facts = keep_picture(upload(jpeg()))
    (kept / facts.files[0]).unlink()
    assert facts_of(facts.sha) is None
    assert keep_picture(upload(jpeg())) == facts == facts_of(facts.sha)


def test_a_document_is_kept_as_it_is(kept):
    facts = keep_document(upload(PDF, "plan.pdf"))
    assert (kept / facts.files[0]).read_bytes() == PDF and facts.files == [f"{facts.sha[:16]}.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "0123456789abcdef.json",
        ".lock",
        "0123456789abcdef-480.svg",
        "0123456789ABCDEF.pdf",
        "0123456789abcdef.pdf\n",
    ],
)
def test_only_names_of_our_own_making_are_names(name):
    assert not is_name(name)


def test_the_child_knows_no_secret(kept, monkeypatch):
    seen = {}
    real = subprocess.run
    monkeypatch.setenv("PROSPECT_SECRET_KEY", "secret")
    monkeypatch.setattr(
        keeping.subprocess, "run", lambda *a, **k: seen.update(k["env"]) or real(*a, **k)
    )
    keep_picture(upload(jpeg(500, 300)))
    assert set(seen) <= {"PATH", "LD_LIBRARY_PATH"}
