"""A kept file as an answer over HTTP, the same for staff and public: nothing in it ever runs."""

from pathlib import Path

from django.http import FileResponse

from prospect.media.names import ENDINGS

SANDBOX = "default-src 'none'; sandbox"


def file_answer(path: Path, caching: str) -> FileResponse:
    """Return a kept file with its type; a document is an attachment and no page of this site."""
    ending = path.suffix[1:]
    answer = FileResponse(path.open("rb"), content_type=ENDINGS[ending])
    answer.headers["Cache-Control"] = caching
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SANDBOX
    if ending == "pdf":
        answer.headers["Content-Disposition"] = "attachment"
    return answer
