"""One visit to a host: its turn, its robots.txt, the page; and what follows if that fails."""

from dataclasses import dataclass
from datetime import datetime

from schemas.events import PageFetched, UrlAccepted
from schemas.outcomes import Reason
from schemas.url import parse_url
from services import metrics
from services.clock import now
from services.fetch.fetch import Manners, fetch
from services.fetch.hosts.health import Ending
from services.fetch.hosts.host import Defer
from services.fetch.http.client import Client
from services.fetch.http.errors import NotReached
from services.fetch.http.types import Answer, CheckHop, CheckStart, Conditional
from services.fetch.politeness import Courtesy, RobotsUnreachable
from services.fetch.redirect_turns import HopDeferred, Way
from services.fetch.schedule.retries import next_attempt
from services.settings import Settings
from services.stage.endings import Ended, PermanentError, TransientError

PHASES = ("dns", "connect", "tls", "first_byte", "download")

STATUS_OF = {
    Reason.NOT_MODIFIED: 304,
    Reason.HTTP_403: 403,
    Reason.HTTP_404: 404,
    Reason.HTTP_410: 410,
    Reason.HTTP_4XX: 400,
}
"""What the frontier may learn from a rejected page: that its host answered, and how."""


@dataclass(frozen=True, slots=True)
class Later:
    """The URL is put into the schedule; `attempt` is the try that it will be then."""

    due_at: float
    """Epoch seconds."""
    why: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Visited:
    """How a visit ended, and how long politeness held it back."""

    result: PageFetched | Ended | Later
    waited_seconds: float = 0.0
    requests: int = 0
    """1 where a host was asked, however many its redirects led to; else 0.

    A robots.txt that could not be read counts when it was asked for, not when that is remembered.
    """
    group: str = ""
    """What politeness counts the visit to: the host or site where it ended."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visit needs; one for the process."""

    settings: Settings
    client: Client
    courtesy: Courtesy

    async def visit(self, accepted: UrlAccepted, conditional: Conditional | None = None) -> Visited:
        """Wait for the host's turn if it is near, and fetch."""
        url = parse_url(accepted.url)
        returning = accepted.waited_ms > 0
        taken = await self.courtesy.take(url, returning)
        if isinstance(taken, Defer):
            return Visited(self._deferred(accepted, taken), group=self._group_of(accepted))
        way = Way(self.courtesy, url, taken, returning)
        ending: Ending | None = None
        try:
            result, ending = await self._on_its_way(accepted, way, conditional)
        finally:
            await way.end(ending)
        if not (isinstance(result, Later) and result.attempt == accepted.attempt):
            metrics.POLITENESS_WAIT.observe(politeness_wait_seconds(accepted, way))
        requests = 1 if way.has_asked or ending is not None else 0
        return Visited(result, way.waited_seconds, requests, way.group)

    def is_closed(self, host: str, site: str, waited_ms: float) -> bool:
        """Tell whether a visit to the host would only be put off, as far as memory knows it."""
        group = self.courtesy.group_of(host, site)
        return self.courtesy.turns.is_closed(group, returning=waited_ms > 0)

    def put_off(self, accepted: UrlAccepted) -> tuple[Later, str] | None:
        """Put off the visit to a host that is closed: until when, and what politeness counts it to.

        None where the host is not closed, or this was the last try.
        """
        group = self._group_of(accepted)
        defer = self.courtesy.turns.defer(group, returning=accepted.waited_ms > 0)
        later = self._deferred(accepted, defer) if defer else None
        return (later, group) if isinstance(later, Later) else None

    # ------------------------------------------------------------ inside

    def _group_of(self, accepted: UrlAccepted) -> str:
        return self.courtesy.group_of(accepted.host, accepted.site)

    async def _on_its_way(
        self, accepted: UrlAccepted, way: Way, conditional: Conditional | None
    ) -> tuple[PageFetched | Ended | Later, Ending | None]:
        try:
            said = await way.begin()
            if said == "denied":
                return Ended(Reason.ROBOTS_DENIED), None
            page = await fetch(
                accepted,
                self._get,
                now,
                conditional=conditional,
                check_hop=way.hop,
                robots=said,
                site_rights=way.site_rights if self.settings.fetch_tdmrep else None,
                manners=Manners(self.client.user_agent, self.settings.rights_policy),
            )
        except HopDeferred as error:
            return self._deferred(accepted, error.defer), None
        except RobotsUnreachable as error:
            return self._again(accepted, error), error.ending
        except TransientError as error:
            connected = not isinstance(error, NotReached)
            ending = Ending(error.reason, error.status, error.retry_after_seconds, connected)
            return self._again(accepted, error), ending
        except PermanentError as error:
            return Ended(error.reason, error.detail), Ending(error.reason)
        if isinstance(page, PageFetched):
            return page, Ending(status=page.status)
        return page, Ending(page.reason, STATUS_OF.get(page.reason))

    async def _get(
        self,
        url: str,
        *,
        conditional: Conditional | None,
        check_hop: CheckHop | None,
        check_start: CheckStart | None,
    ) -> Answer | Ended:
        """Ask the client, and count what came back."""
        answer = await self.client.get(
            url, conditional=conditional, check_hop=check_hop, check_start=check_start
        )
        if isinstance(answer, Answer):
            metrics.HTTP_RESPONSES.labels(f"{answer.status // 100}xx").inc()
            for phase in PHASES:
                milliseconds = getattr(answer.timings, f"{phase}_ms")
                if milliseconds:  # a kept connection and plain HTTP have fewer phases
                    metrics.FETCH_PHASE.labels(phase).observe(milliseconds / 1000)
        return answer

    def _again(self, accepted: UrlAccepted, error: TransientError) -> Later | Ended:
        due_at = next_attempt(
            accepted.attempt,
            now().timestamp(),
            error.retry_after_seconds,
            delays_seconds=self.settings.fetch_retry_delays_seconds,
        )
        if due_at is None:
            return Ended(error.reason, error.detail)
        metrics.RETRIES.labels("fetch", error.reason.value).inc()
        return Later(due_at, error.reason.value, accepted.attempt + 1)

    def _deferred(self, accepted: UrlAccepted, defer: Defer) -> Later | Ended:
        if not defer.counts_as_attempt:
            return Later(defer.until, defer.why.value, accepted.attempt)
        if accepted.attempt > len(self.settings.fetch_retry_delays_seconds):
            reason = defer.reason or Reason.HTTP_429
            return Ended(reason, f"the host is {defer.why.value}, after all attempts")
        return Later(defer.until, defer.why.value, accepted.attempt + 1)


def politeness_wait_seconds(accepted: UrlAccepted, way: Way) -> float:
    """Return how long a try had to wait for its hosts.

    The schedule counts before the first try; later it holds the URL for its own failure, mostly.
    """
    in_schedule_ms = accepted.waited_ms if accepted.attempt == 1 else 0.0
    return way.waited_seconds + in_schedule_ms / 1000


def is_expired(expires_at: datetime | None) -> bool:
    """Whether the submitter does not want the URL fetched any more."""
    return expires_at is not None and expires_at <= now()
