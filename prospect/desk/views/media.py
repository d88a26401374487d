"""Kept files as staff see them, before anything is public."""

from django.http import Http404
from django.http.response import HttpResponseBase

from prospect.desk.access import StaffRequest, staff_page
from prospect.media.answers import file_answer
from prospect.media.keeping import kept_path
from prospect.media.names import is_name
from prospect.media.reach import may_see


@staff_page("read")  # type: ignore[arg-type]  # a file is streamed
def kept_file(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show a kept file to whoever may read a record that has it, or had it once."""
    if not is_name(name) or not may_see(request.user, name) or not kept_path(name).is_file():
        raise Http404("no such file")
    return file_answer(kept_path(name), "private, no-store")
