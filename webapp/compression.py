"""Pages and frames are compressed on their way: a hotel's Wi-Fi carries a quarter of the bytes."""

import gzip

from flask import Response, request

SMALLEST = 1400  # bytes; what fits into one packet anyway stays as it is
LEVEL = 5
_TEXT = ("text/html", "application/json")


def compress(response: Response) -> Response:
    """Compress the answer if it is text, large enough, and the browser takes it."""
    if (
        response.mimetype in _TEXT
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and len(body := response.get_data()) >= SMALLEST
    ):
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
    return response
