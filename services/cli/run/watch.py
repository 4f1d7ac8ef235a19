"""Follow a batch of submissions to their answers."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable

import orjson

from schemas.envelope import Message, decode
from schemas.events import ArticlePublished, Outcome
from schemas.outcomes import UNSUCCESSFUL
from schemas.packed import BadEnvelope
from schemas.pipeline import OUTCOMES, PUBLISHED
from services.cli.clients.reader import Reader
from services.cli.input.lines import id_in

FAILURES_KEPT = 1_000
"""Answers without an article that are remembered; the others are only counted."""

SECONDS_KEPT = 100_000
"""Latencies kept for the percentiles of the summary; a larger batch is sampled."""


SENT, ANSWERED = 1, 2
"""Bits of what has happened to a submission."""


class Batch:
    """What was sent, and what was answered: one byte per URL, so that a million of them are small.

    Lines without an id of their own get `<prefix>-<number>`.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._states = bytearray()
        """Of each submission, by its number."""
        self._foreign: dict[str, int] = {}
        """Ids that the lines brought themselves → number."""
        self.sent = 0
        self.answered = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self.failures: list[Outcome] = []
        self.latencies_seconds: list[float] = []
        """From submission to the outcome of a published article."""
        self.last_answer_at = time.monotonic()

    def take_on(self, line: str) -> str:
        """Take note of a line to be sent; return it with an id by which its answer is known."""
        number = self._number_new()
        own = f"{self._prefix}-{number}"
        line = with_id(line, own)
        if line.startswith("{") and (brought := id_in(line)) not in (None, own):
            self._foreign.setdefault(str(brought), number)
        return line

    async def on_sent(self, submission_id: str) -> None:
        """Take note of a confirmed submission; the same id again is the same submission."""
        number = self._number(submission_id)
        if number is None:
            number = self._foreign[submission_id] = self._number_new()
        self.sent += self._is_first(number, SENT)

    def on_outcome(self, outcome: Outcome) -> bool:
        """Take note of an answer; return whether it was one of ours."""
        number = self._number(outcome.submission_id)
        if number is not None and self._is_first(number, ANSWERED):
            self._count(outcome)
        return number is not None

    def is_mine(self, submission_id: str) -> bool:
        """Whether the submission belongs to this batch."""
        return self._number(submission_id) is not None

    def waits(self, submission_id: str) -> bool:
        """Whether the submission belongs to this batch and has no answer yet."""
        number = self._number(submission_id)
        return number is not None and not self._states[number] & ANSWERED

    @property
    def failed(self) -> Counter[str]:
        """Reasons of the answers that are not a success, most frequent first."""
        return Counter(
            {reason: n for (kind, reason), n in self.counts.items() if kind in UNSUCCESSFUL}
        )

    def _count(self, outcome: Outcome) -> None:
        self.answered += 1
        self.last_answer_at = time.monotonic()
        self.counts[outcome.outcome.value, outcome.reason.value] += 1
        if outcome.outcome in UNSUCCESSFUL and len(self.failures) < FAILURES_KEPT:
            self.failures.append(outcome)
        if outcome.outcome == "published" and len(self.latencies_seconds) < SECONDS_KEPT:
            seconds = (outcome.decided_at - outcome.submitted_at).total_seconds()
            self.latencies_seconds.append(seconds)

    def _number_new(self) -> int:
        self._states.append(0)
        return len(self._states) - 1

    def _is_first(self, number: int, happened: int) -> bool:
        """Note what has happened to a submission; tell whether it was for the first time."""
        is_first = not self._states[number] & happened
        self._states[number] |= happened
        return is_first

    def _number(self, submission_id: str) -> int | None:
        if submission_id in self._foreign:
            return self._foreign[submission_id]
        prefix, _, number = submission_id.rpartition("-")
        if prefix != self._prefix or not number.isdigit():
            return None
        return int(number) if int(number) < len(self._states) else None


def with_id(line: str, new_id: str) -> str:
    """Turn a line into a JSON submission with an id, unless it has one or cannot be read."""
    with contextlib.suppress(orjson.JSONDecodeError, TypeError):
        data = orjson.loads(line) if line.startswith("{") else {"url": line}
        return orjson.dumps({"id": new_id, **data}).decode()
    return line


class Follower:
    """Reads outcomes and articles beside the feeding."""

    def __init__(
        self, batch: Batch, reader: Reader, show: Callable[[ArticlePublished], None]
    ) -> None:
        self._batch, self._reader, self._show = batch, reader, show

    async def follow(self) -> None:
        """Read until cancelled."""
        async for record in self._reader:
            message = Message(record.key, record.value, list(record.headers))
            with contextlib.suppress(BadEnvelope):  # a stranger wrote it: it is not of this batch
                self._take(record.topic, message)

    def _take(self, topic: str, message: Message) -> None:
        if topic == PUBLISHED.name and message.value is not None:
            article = decode(message, ArticlePublished).data
            if self._batch.is_mine(article.submission_id):
                self._show(article)
        elif topic == OUTCOMES.name:
            self._batch.on_outcome(decode(message, Outcome).data)

    async def until_answered(self, quiet_seconds: float) -> bool:
        """Wait until nothing waits; False when nothing came for `quiet_seconds`."""
        self._batch.last_answer_at = max(self._batch.last_answer_at, time.monotonic())
        while self._batch.answered < self._batch.sent:
            if time.monotonic() - self._batch.last_answer_at > quiet_seconds:
                return False
            await asyncio.sleep(0.05)
        return True
