"""One place knows how a language writes days and hours; no page of the desk has a form of its own."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "prospect"
OWN_FORM = re.compile(r"\|(date|time):")


def test_no_template_of_the_desk_or_of_a_letter_writes_dates_in_its_own_way():
    pages = [*TEMPLATES.glob("desk/templates/**/*"), *TEMPLATES.glob("mail/templates/**/*")]
    found = [page.name for page in pages if page.is_file() and OWN_FORM.search(page.read_text())]
    assert found == []
