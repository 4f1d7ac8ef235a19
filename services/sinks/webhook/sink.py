"""`newsreel sink webhook`: events are rows first, and then sent until somebody takes them.

The offset is committed when the row is there. A kill between a response and its row sends the event
once more, under the same `webhook-id`.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence

from schemas.pipeline import MERGED, PUBLISHED, RETRACTED
from services import metrics
from services.clock import unix
from services.logs import logger
from services.policy.addresses import AddressPolicy, refusal
from services.settings import BadSettings, Settings
from services.sinks.entry import TOPICS, Entry, Merge
from services.sinks.http_url import check_http_url
from services.sinks.table import label_of
from services.sinks.webhook.attempt import GONE, result_of
from services.sinks.webhook.delivery import (
    DEAD,
    DELIVERED,
    NO_REVISION,
    WAITING,
    Delivery,
    delivery_id,
    event_in,
)
from services.sinks.webhook.post import Poster
from services.sinks.webhook.queue import REMEMBERED_SECONDS, claim, enqueue, forget, note_results
from services.sinks.webhook.signing import body_of, secrets_of, signed_headers
from services.sinks.webhook.tables import METADATA, SERVICE
from services.stage.housekeeping import FORGET_EVERY_SECONDS
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import store_of

URL_SETTING = "NEWSREEL_SINK_WEBHOOK_URL"
LOOK_SECONDS = 1.0
"""How often it looks for deliveries that have become due."""
LEASE_OVER_SECONDS = 30.0
"""A claimed delivery is due again so long after its attempt must have ended."""
EVENTS = {"published": PUBLISHED.name, "retracted": RETRACTED.name, "merged": MERGED.name}
"""Kind of an entry → type of the event."""


class WebhookSink:
    """Keeps deliveries in the store and sends them beside the reading."""

    topics = TOPICS
    takes_one_process = False
    gather_seconds = 0.2

    def __init__(
        self,
        settings: Settings,
        poster: Poster,
        secrets: Sequence[bytes],
        name: str | None = None,
    ) -> None:
        self._settings, self._poster, self._secrets = settings, poster, secrets
        self._name, self._label = name, label_of("webhook", name)
        self._store = store_of(settings, SERVICE, METADATA)
        self._delays = settings.sink_webhook_retry_delays_seconds
        self._requests_max = settings.sink_webhook_requests_max
        self._lease_seconds = settings.sink_webhook_timeout_seconds + LEASE_OVER_SECONDS
        self._has_new = asyncio.Event()
        """Set when deliveries were stored: they are due at once."""
        self._sending: asyncio.Task[None] | None = None
        self._quiet_until = 0.0
        """Until when the endpoint is left alone, monotonic."""
        self._forget_at = 0.0
        self._is_endpoint_gone = False

    @property
    def problem(self) -> str | None:
        """Say that the endpoint has gone, or what is wrong with the store."""
        if self._is_endpoint_gone:
            return "the endpoint answered 410 Gone: nothing is sent until the next start"
        return self._store.problem

    async def start(self) -> None:
        """Open the store, and send what is due."""
        await self._store.start()
        if self._sending is None:
            await self._poster.start()
            self._sending = asyncio.create_task(self._send())

    async def write(self, entries: Sequence[Entry]) -> None:
        """Keep entries as deliveries that are due now, in their order."""
        now = unix()
        deliveries = [
            Delivery(
                delivery_id(self._name, entry.event_id),
                body_of(EVENTS[entry.kind], entry.at, entry.value),
                *_about(entry),
                due_at=now + number / 1e6,
            )
            for number, entry in enumerate(entries)
            if entry.kind in EVENTS
        ]
        if deliveries:
            await self._store.run(enqueue, deliveries)
            self._has_new.set()

    async def stop(self) -> None:
        """Let what is under way be claimed again later."""
        if self._sending is not None:
            self._sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._sending
        await self._poster.stop()
        await self._store.stop()

    # ------------------------------------------------------------ sending

    async def _send(self) -> None:
        while not self._is_endpoint_gone:
            self._has_new.clear()
            try:
                sent = await self._send_due()
            except StoreUnavailable:
                sent = 0  # the readiness probe says it
            except Exception as error:
                logger().error("webhook_failed", exc_info=error)
                sent = 0
            if not sent:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._has_new.wait(), LOOK_SECONDS)

    async def _send_due(self) -> int:
        """Send what is due, as much as may be in flight; return how many.

        A failure of one cuts off no other on its way: it would be sent once more.
        """
        quiet_seconds = self._quiet_until - time.monotonic()
        if quiet_seconds > 0:
            await asyncio.sleep(min(LOOK_SECONDS, quiet_seconds))
            return 0
        now = unix()
        if now > self._forget_at:
            self._forget_at = now + FORGET_EVERY_SECONDS
            await self._store.run(forget, now - REMEMBERED_SECONDS)
        due = await self._store.run(claim, now, self._requests_max, self._lease_seconds, self._name)
        ends = await asyncio.gather(*map(self._attempt, due), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end
        return len(due)

    async def _attempt(self, delivery: Delivery) -> None:
        at = unix()
        event_id = event_in(delivery.id)
        headers = signed_headers(event_id, delivery.body, self._secrets, int(at))
        attempt = await self._poster.post(delivery.body, headers)
        attempts = delivery.attempts + 1
        result = result_of(delivery.id, attempts, attempt, self._delays, unix())
        self._is_endpoint_gone = self._is_endpoint_gone or attempt.status == GONE
        self._quiet_until = max(self._quiet_until, time.monotonic() + attempt.pause_seconds)
        if result.state == DEAD:
            metrics.DEAD_LETTERS.labels(self._label, "undelivered").inc()
        elif result.state == WAITING:
            metrics.RETRIES.labels(self._label, "undelivered").inc()
        if result.state != DELIVERED:
            logger().warning(
                "not_delivered", event_id=event_id, attempts=attempts, error=result.error
            )
        await self._store.call(note_results, result)


def _about(entry: Entry) -> tuple[str, int]:
    """Return the article and revision that an entry is about, or the story and `NO_REVISION`."""
    if isinstance(entry, Merge):
        return entry.merge.merged_story_id, NO_REVISION
    return entry.article_id, entry.revision


def make(settings: Settings, name: str | None = None) -> WebhookSink:
    """Make the sink, or raise `BadSettings` where its URL or its secret is missing or wrong."""
    url = settings.sink_webhook_url
    if not url:
        raise BadSettings(f"{URL_SETTING} is needed: where to send, https://…")
    parts = check_http_url(URL_SETTING, url)
    policy = AddressPolicy(settings.sink_webhook_allowed_networks, allowed_ports=None)
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    refused = refusal(parts.hostname or "", port, policy)
    if refused is not None:
        why = f"{refused.detail}; see NEWSREEL_SINK_WEBHOOK_ALLOWED_NETWORKS"
        raise BadSettings(f"{URL_SETTING}: {why}")
    poster = Poster(url, policy, settings.sink_webhook_timeout_seconds)
    return WebhookSink(settings, poster, secrets_of(settings.sink_webhook_secret or ""), name)
