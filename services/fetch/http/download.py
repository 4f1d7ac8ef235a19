"""Reading one body: no longer, no larger and no slower than the limits, and fair to the others."""

import asyncio
import contextlib
from dataclasses import dataclass

import aiohttp

from schemas.outcomes import Reason
from services.fetch.http.body import Body, patience_seconds
from services.fetch.http.timing import PLACE, PhaseClock
from services.fetch.http.types import (
    COMPLETE,
    DOOR_BYTES,
    DOOR_STATUSES,
    LARGE_BODY_BYTES,
    START_BYTES,
    CheckStart,
)
from services.fetch.http.wire.head_first import TooMuchFraming
from services.fetch.http.wire.header_text import content_encoding, header_text
from services.settings import Settings
from services.stage.endings import Ended, PermanentError

DOOR_SECONDS = 3.0

BREATH_BYTES = 262_144
"""Decompression lets the loop run after so many bytes: about a millisecond of gzip."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller of `get` wants of a body."""

    check_start: CheckStart | None = None
    cut_bytes: int | None = None

    def is_cut(self, body: Body) -> bool:
        """Tell whether enough has come."""
        return self.cut_bytes is not None and body.size_bytes >= self.cut_bytes


class Downloads:
    """Reads bodies; shared by all requests of a client."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._large = asyncio.Semaphore(settings.fetch_large_bodies_max)

    async def read(
        self, response: aiohttp.ClientResponse, clock: PhaseClock, options: ReadOptions
    ) -> Body | Ended:
        """Read a body to its end, its cut, or the first reason to stop.

        Without a 2xx only what a closed door says, as far as it comes at once.
        """
        settings = self._settings
        if not 200 <= response.status < 300:
            return await self._read_refusal(response)
        body = Body(content_encoding(response.headers), settings.fetch_body_max_bytes)
        stated = response.content_length or 0
        if stated > settings.fetch_body_max_bytes and options.cut_bytes is None:
            raise PermanentError(Reason.TOO_LARGE, f"Content-Length is {stated} bytes")
        reading = _Reading(response, body, options)
        if response.content.is_eof():  # it came with the headers: nothing to wait for
            return await reading.read_to_end() or body
        return await self._read_paced(reading, body, clock) or body

    async def _read_refusal(self, response: aiohttp.ClientResponse) -> Body:
        """Read the start of an error's body; what goes wrong with it changes no error."""
        body = Body(None, self._settings.fetch_body_max_bytes)
        if response.status not in DOOR_STATUSES:
            return body
        options = ReadOptions(cut_bytes=DOOR_BYTES)
        patience = min(DOOR_SECONDS, self._settings.fetch_rate_grace_seconds / 2)
        with contextlib.suppress(PermanentError, aiohttp.ClientError, OSError, TimeoutError):
            body = Body(content_encoding(response.headers), self._settings.fetch_body_max_bytes)
            reading = _Reading(response, body, options)
            async with asyncio.timeout(patience):
                await reading.read_to_end()
        return body

    async def _read_paced(self, reading: "_Reading", body: Body, clock: PhaseClock) -> Ended | None:
        settings = self._settings
        begun = clock.enter("body", settings.fetch_rate_grace_seconds)
        has_place = False
        try:
            while not reading.ended:
                refused = await reading.step()
                if refused is not None:
                    return refused
                if body.size_bytes > LARGE_BODY_BYTES and not has_place:
                    begun += await self._place(clock)
                    has_place = True
                clock.until(begun + patience_seconds(body.wire_bytes, settings))
            return reading.check_start()
        finally:
            if has_place:
                self._large.release()

    async def _place(self, clock: PhaseClock) -> float:
        """Wait for one of the places of large bodies; returns how long, in seconds."""
        if not self._large.locked():
            await self._large.acquire()
            return 0.0
        begun = clock.enter(PLACE, self._settings.fetch_timeout_seconds)
        await self._large.acquire()
        return clock.enter("body", self._settings.fetch_rate_grace_seconds) - begun


class _Reading:
    """One body on its way: chunks in, until the end or the cut."""

    __slots__ = ("_body", "_check", "_content", "_content_type", "_options", "ended")

    def __init__(self, response: aiohttp.ClientResponse, body: Body, options: ReadOptions) -> None:
        self._content = response.content
        self._content_type = header_text(response.headers.get("Content-Type", "")) or None
        self._body = body
        self._options = options
        self._check = options.check_start if response.status in COMPLETE else None
        self.ended = False

    async def read_to_end(self) -> Ended | None:
        while not self.ended:
            refused = await self.step()
            if refused is not None:
                return refused
        return self.check_start()

    async def step(self) -> Ended | None:
        """Take the next chunk; sets `ended` at the end or the cut."""
        chunk, broken = await self._chunk()
        body = self._body
        breath = 0
        for size in body.add(chunk):
            if self._options.is_cut(body):
                self.ended = True
                break
            breath += size
            if breath >= BREATH_BYTES:
                breath = 0
                await asyncio.sleep(0)
        if broken and not self.ended and not body.is_whole:
            raise broken
        self.ended = self.ended or bool(broken) or self._content.at_eof()
        if self._check is not None and body.size_bytes >= START_BYTES:
            return self.check_start()
        return None

    async def _chunk(self) -> tuple[bytes, aiohttp.ClientPayloadError | None]:
        """Wait for the next chunk; it may be the last before the response broke off.

        Some servers pack a page and leave its Content-Length as it was: all of it has come then,
        and browsers show it.
        """
        try:
            return await self._content.readany(), None
        except TooMuchFraming:
            raise
        except aiohttp.ClientPayloadError as error:
            rest: bytes = self._content._read_nowait(-1)
            return rest, error

    def check_start(self) -> Ended | None:
        """Let the caller judge the start of a body, once; of none the headers may say more."""
        check, self._check = self._check, None
        if check is None or not self._body.size_bytes:
            return None
        return check(self._body.first_bytes(START_BYTES), self._content_type)
