"""What the end of a visit says of its host. Pure."""

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.fetch.hosts.health import HostSignal
from services.fetch.http.errors import NoPlace, NotReached
from services.fetch.site_files.robots_cache import Refusal, RobotsUnreachable
from services.stage.endings import Ended, PermanentError, TransientError

REDIRECTED = HostSignal(status=302)
"""Of a host that answered with a redirect: that it answered."""

_REASONS = {4: Reason.HTTP_429, 5: Reason.HTTP_5XX}
"""By the class of a status that puts robots.txt out of reach; of 4xx only 429 does."""


def signal_of(end: PageFetched | Ended | TransientError | PermanentError) -> HostSignal | None:
    """Return what is learnt of a host; None where it was not asked."""
    if isinstance(end, PageFetched):
        return HostSignal(status=end.status)
    if isinstance(end, RobotsUnreachable):
        return _refused(end.refusal) if end.refusal else None
    if isinstance(end, NoPlace):
        return HostSignal(status=end.status) if end.status else None
    if isinstance(end, TransientError):
        connected = not isinstance(end, NotReached)
        return HostSignal(end.reason, end.status, end.retry_after_seconds, connected)
    return HostSignal(end.reason)


def _refused(refusal: Refusal) -> HostSignal:
    reason = Reason.ROBOTS_DENIED
    if refusal.status is not None:
        reason = _REASONS.get(refusal.status // 100, reason)
    return HostSignal(reason, refusal.status, refusal.retry_after_seconds)
