"""How uploads are read from the wire: never more of a file than may be kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from prospect.media.limits import MOST_BYTES

MOST_BODY = 5 * MOST_BYTES  # beyond, it is no slip of an officer, and is not even read


class BoundedUpload(FileUploadHandler):
    """Pass a file on as far as one byte more than is allowed, so that its form says it is too large."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: Any, *given: Any) -> Any:  # noqa: N803
        if content_length > MOST_BODY:
            raise RequestDataTooBig("The upload is larger than 100 MB.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.left = MOST_BYTES + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        passed = raw_data[: self.left]
        self.left -= len(passed)
        return passed or None

    def file_complete(self, file_size: int) -> None:
        return None  # the next handler has it
