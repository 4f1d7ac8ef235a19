"""The first bytes of a response, brought into a form that aiohttp takes.

A head is read as browsers read it (`lenient_head`). It is given to aiohttp before the rest: aiohttp
fails when bytes too many come together with the whole response, and what it has parsed of that
segment is lost with the error. So a page that is longer than its Content-Length says is cut there,
as browsers do: the response is already there when the rest is found faulty.

This leans on what aiohttp does not promise to keep; the rows `length_too_short`, `chunk_of_no_size`
and `/head/...` of the hostile web fail if it changes.
"""

from typing import Any

from aiohttp import ClientPayloadError
from aiohttp.client_proto import ResponseHandler

from services.fetch.http.wire.lenient_head import HEAD_END, lenient

HEAD_MAX_BYTES = 65_536
"""A longer head is given to aiohttp as it comes, strictly read and bounded by its limits."""

_START = b"HTTP/"

FRAMING_GRACE_BYTES = 65_536
"""Some 13,000 chunks of one byte: 20 ms. A body in such chunks would take the loop for seconds."""
FRAMING_SHARE = 1 / 64
"""Beyond the grace: chunks of some 400 bytes and more."""
SLICE_BYTES = 16_384
"""How much is parsed before the framing is looked at again."""


class TooMuchFraming(ClientPayloadError):
    """A body comes in more chunks than its length excuses."""


def _begins(head: bytes) -> bool:
    return head[: len(_START)].upper() == _START[: len(head)]


class HeadFirst(ResponseHandler):
    """Parses a response in two steps: its head, then the rest."""

    _awaits_head = True
    _head = b""
    _body_wire_bytes = 0

    def set_response_params(self, **params: Any) -> None:
        """Expect the next response."""
        self._awaits_head = True
        self._head = b""
        self._body_wire_bytes = 0
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Parse some more, the head before the rest."""
        while data and self._awaits_head and self._parser is not None:
            data = self._take_head(data)
        if data or not self._awaits_head:
            self._take_rest(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Give aiohttp what came of a head that will not end."""
        head, self._head = self._head, b""
        if head:
            self._parse(head)
        super().connection_lost(exc)

    def _take_head(self, data: bytes) -> bytes:
        """Give aiohttp the head once it is whole; returns what follows it."""
        searched = max(0, len(self._head) - 3)
        head = self._head + data
        end = HEAD_END.search(head, searched)
        if end is None and len(head) <= HEAD_MAX_BYTES and _begins(head):
            self._head = head
            return b""
        self._head = b""
        if end is None or not _begins(head):
            self._awaits_head = False
            return head
        first, rest = head[: end.end()], head[end.end() :]
        self._awaits_head = _is_interim(first)
        self._parse(lenient(first))
        return rest

    def _take_rest(self, data: bytes) -> None:
        """Parse a part of the body; in slices, so that its framing is noticed in time."""
        for at in range(0, max(1, len(data)), SLICE_BYTES):
            part = data[at : at + SLICE_BYTES]
            body = self._payload
            self._body_wire_bytes += len(part)
            self._parse(part)
            if body is None or body.is_eof() or self._reading_paused:
                continue  # while it is paused, aiohttp holds bytes back that it has not counted
            framing_bytes = self._body_wire_bytes - body.total_bytes
            if framing_bytes > FRAMING_GRACE_BYTES + body.total_bytes * FRAMING_SHARE:
                body.set_exception(TooMuchFraming("more chunks than the page's length excuses"))
                self.close()
                return

    def _parse(self, data: bytes) -> None:
        super().data_received(data)
        if self.exception() is not None:
            self._end_body()

    def _end_body(self) -> None:
        """Tell who reads the body that it is faulty; else they would wait until their timeout."""
        body = self._payload
        if body is not None and not body.is_eof() and body.exception() is None:
            body.set_exception(ClientPayloadError(f"faulty body: {self.exception()}"))


def _is_interim(head: bytes) -> bool:
    """Tell a 1xx that another head follows."""
    status = head[:16].partition(b" ")[2].lstrip()[:3]
    return status[:1] == b"1" and status != b"101"
