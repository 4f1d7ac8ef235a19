"""A server's answer → how the fetch ends. Pure."""

from datetime import datetime

from schemas.outcomes import Reason
from services.fetch.retry_after import retry_after_seconds
from services.fetch.web import Answer
from services.stage.endings import Rejected, TransientError

COMPLETE = frozenset({200, 203})
"""203 is a page that a proxy on the way has changed; readers see the same."""

RETRIED = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""What passes: Media Cloud's list. 522 and 524 are Cloudflare's words for a slow origin."""

_OWN_REASON = {
    403: Reason.HTTP_403,
    404: Reason.HTTP_404,
    408: Reason.TIMEOUT,
    410: Reason.HTTP_410,
    429: Reason.HTTP_429,
}


def ending(answer: Answer, conditional: bool, now: datetime) -> Rejected | None:
    """Say how an answer ends the fetch: None where it is a page.

    Raises `TransientError` where the same request may succeed later, with the time that the
    server's Retry-After names.
    """
    status = answer.status
    if status in COMPLETE:
        return None
    if status == 304 and conditional:
        return Rejected(Reason.NOT_MODIFIED)
    reason = _OWN_REASON.get(status) or _class_reason(status)
    detail = f"status {status}"
    if status in RETRIED:
        wait_seconds = retry_after_seconds(answer.headers.get("Retry-After"), now)
        raise TransientError(reason, detail, wait_seconds, status)
    return Rejected(reason, detail)


def _class_reason(status: int) -> Reason:
    """Count a status that is none, or makes no sense (999, 206 unasked), as a client error."""
    return Reason.HTTP_5XX if 500 <= status < 600 else Reason.HTTP_4XX
