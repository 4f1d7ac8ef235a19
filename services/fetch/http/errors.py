"""What aiohttp raises, in the words of the contract."""

import errno
import ssl

import aiohttp
from aiohttp import http_exceptions

from schemas.outcomes import Reason
from services.fetch.http.one_line import one_line
from services.fetch.http.resolver import NameNotResolved
from services.fetch.http.timing import PLACE, Attempt
from services.fetch.http.wire.head_first import TooMuchFraming
from services.stage.endings import Ended, PermanentError, StageError, TransientError

WIRE_ERRORS = (aiohttp.ClientError, TimeoutError, OSError, ValueError)
"""What a request may raise; anything else is a bug."""


class NotReached(TransientError):
    """No connection was made: nobody may be there at all."""


class NoPlace(TransientError):
    """We had no room for it: no fault of the host, which has answered where a status is known."""


_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL)
"""What this machine has run out of: files, memory, ports."""

_TLS = (aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError)


def translate(error: BaseException, attempt: Attempt) -> StageError | Ended:
    """Say what an error of the wire is to us: an error to raise, or the end of the URL."""
    if attempt.blocked is not None and not attempt.socket_made:  # the guard refused every address
        return Ended(Reason.BLOCKED_ADDRESS, attempt.blocked)
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, NameNotResolved):
        kind = PermanentError if cause.permanent else NotReached
        return kind(Reason.DNS_ERROR, cause.detail)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return NotReached(Reason.DNS_ERROR, _line(cause))
    if isinstance(error, _TLS) or isinstance(cause, _TLS):
        return PermanentError(Reason.TLS_ERROR, _line(cause))
    if isinstance(error, TimeoutError):
        if attempt.clock.phase == PLACE:
            return NoPlace(Reason.TIMEOUT, PLACE, status=attempt.status)
        return _broken(Reason.TIMEOUT, attempt.clock.phase, attempt)
    if isinstance(error, aiohttp.InvalidURL):
        return Ended(Reason.BAD_URL, _line(error))
    if isinstance(error, aiohttp.ClientResponseError):
        return _bad_head(error, attempt)
    if isinstance(error, TooMuchFraming):
        return PermanentError(Reason.TOO_LARGE, _line(error))
    if isinstance(cause, OSError) and cause.errno in _NO_ROOM:
        return NoPlace(Reason.CONNECT_ERROR, f"here, not at the host: {_line(cause)}")
    if isinstance(error, aiohttp.ClientError | OSError):
        return _broken(Reason.CONNECT_ERROR, _line(cause), attempt)
    return Ended(Reason.BAD_URL, _line(error))


def _broken(reason: Reason, detail: str, attempt: Attempt) -> TransientError:
    if not attempt.connected:
        return NotReached(reason, detail)
    return TransientError(reason, detail, status=attempt.status)


def _bad_head(error: aiohttp.ClientResponseError, attempt: Attempt) -> StageError:
    """Tell headers that are too much from a response that is not HTTP/1 (HTTP/0.9, garbage)."""
    too_much = isinstance(error.__cause__, http_exceptions.LineTooLong) or any(
        words in error.message for words in ("more than", "Too many headers")
    )
    if too_much:
        return PermanentError(Reason.TOO_LARGE, "status line or headers: " + _line(error.message))
    return _broken(Reason.CONNECT_ERROR, "not HTTP/1: " + _line(error.message), attempt)


def _line(error: object) -> str:
    return one_line(str(error), 200) or type(error).__name__
