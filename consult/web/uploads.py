"""Files that are sent to the site: kept in memory, whatever their size."""

import io
from typing import IO, Any

from flask import Request


class RequestInMemory(Request):
    """A request whose files are never written to the temporary folder.

    What is sent may be words of an experience, which lie on no disk in clear. MAX_UPLOAD_BYTES limits how
    much of it there can be.
    """

    def _get_file_stream(self, *_sizes_and_names: Any, **_more: Any) -> IO[bytes]:
        """Where the framework puts a file while it reads the request."""
        return io.BytesIO()
