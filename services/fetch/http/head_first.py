"""A page that is longer than its Content-Length says is cut there, as browsers do.

aiohttp fails when bytes too many come together with the whole response: what it has parsed of that
segment is lost with the error. So the head is given to it first, and the response is already there
when the rest is found faulty. The connection is closed either way.

This leans on what aiohttp does not promise to keep; the rows `length_too_short` and
`chunk_of_no_size` of the hostile web fail if it changes.
"""

from typing import Any

from aiohttp import ClientPayloadError
from aiohttp.client_proto import ResponseHandler

_HEAD_END = b"\r\n\r\n"


class HeadFirst(ResponseHandler):
    """Parses the first segment of a response in two steps."""

    _awaits_head = True

    def set_response_params(self, **params: Any) -> None:
        """Expect the next response."""
        self._awaits_head = True
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Parse some more, the head before the rest."""
        if self._awaits_head:
            end = data.find(_HEAD_END) + len(_HEAD_END)
            self._awaits_head = end < len(_HEAD_END)
            if len(_HEAD_END) <= end < len(data):
                super().data_received(data[:end])
                data = data[end:]
        super().data_received(data)
        if self.exception() is not None:
            self._end_body()

    def _end_body(self) -> None:
        """Tell who reads the body that it is faulty; else they would wait until their timeout."""
        body = self._payload
        if body is not None and not body.is_eof() and body.exception() is None:
            body.set_exception(ClientPayloadError(f"faulty body: {self.exception()}"))
