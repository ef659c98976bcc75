"""Taking an upload in without letting it fill the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keep a file only as far as the limit; what comes after is counted and thrown away.

    The form still gets the whole request with everything typed, and `kit.uploads` refuses the file by its true size.
    No page asks for more than one file, so a request that brings more than two full ones is refused as a whole.
    """

    kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.OCOP_UPLOAD_MAX_BYTES:
            return
        self.kept += len(raw_data)
        if self.kept > 2 * settings.OCOP_UPLOAD_MAX_BYTES:
            raise RequestDataTooBig("more files than any page asks for")
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return super().file_complete(max(file_size, self.received))
