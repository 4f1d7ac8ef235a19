"""Dead letters as a topic tells them: events, minus those that a later marker has closed.

A letter is never changed or deleted; retrying or dropping it appends a marker to the same topic.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.envelope import Headers, Message
from schemas.identity import outcome_id
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES, SUBMITTED
from schemas.url.hosts import host_in
from services.stage.dead_letter import HEADER_PREFIX, IN_SHORT, passport_in
from services.stage.record import SUPERSEDES, Record

CLOSES = HEADER_PREFIX + "closes"


@dataclass(frozen=True)
class DeadLetter:
    """An event and why it is there."""

    record: Record
    """As it lies in the dead-letter topic, bytes untouched."""

    @property
    def place(self) -> str:
        """Its name for `show`: topic, partition and offset of the letter."""
        return self.record.position

    def note(self, name: str) -> str:
        """Read one of stage, reason, error, message, traceback, place (of the event), at."""
        return self.record.header.get(HEADER_PREFIX + name, "")

    @cached_property
    def passport(self) -> Passport | None:
        """The submission behind it, where that can be read; a submission has none itself."""
        return None if self.origin == SUBMITTED.name else passport_in(self.record)

    @property
    def origin(self) -> str:
        """Topic from which the event came."""
        return self.note("place").rsplit("/", 2)[0]

    @property
    def submission_id(self) -> str:
        """Id of the submission behind it; empty where unknown."""
        return self.passport.submission_id if self.passport else ""

    @property
    def url(self) -> str:
        """URL as submitted; empty where unknown."""
        return self.passport.submitted_url if self.passport else ""

    @property
    def host(self) -> str:
        """Host of the URL; empty where unknown."""
        return host_in(self.url)

    @property
    def is_in_short(self) -> bool:
        """Whether the event's bytes were too large to be kept, so that it cannot be put back."""
        return IN_SHORT in self.record.header

    def again(self) -> tuple[str, Message]:
        """Return topic and message that put the event back: its own bytes and ids.

        One header is added, so that the new answer may replace the dead letter's; an answer has had
        none. `ValueError` where there are no bytes.
        """
        if self.is_in_short:
            raise ValueError(f"{self.place} holds no bytes of its event")
        headers: Headers = [
            (name, value)
            for name, value in self.record.headers
            if not name.startswith(HEADER_PREFIX) and name != SUPERSEDES
        ]
        if self.passport is not None and self.origin != OUTCOMES.name:
            answer = outcome_id(self.submission_id, self.passport.supersedes)
            headers.append((SUPERSEDES, answer.encode()))
        return self.origin, Message(self.record.key, self.record.value, headers)

    def closing(self, action: str, at: datetime) -> Message:
        """Return the marker that closes the letter: `retried` or `dropped`."""
        notes = {"closes": self.place, "action": action, "at": at.isoformat()}
        headers = [(HEADER_PREFIX + name, text.encode()) for name, text in notes.items()]
        return Message(self.record.key, None, headers)


def still_open(records: Iterable[Record]) -> list[DeadLetter]:
    """Return the letters that nobody has retried or dropped, oldest first."""
    letters: dict[str, DeadLetter] = {}
    closed: set[str] = set()
    for record in records:
        closes = record.header.get(CLOSES)
        if closes:
            closed.add(closes)
        else:
            letters[record.position] = DeadLetter(record)
    return sorted(
        (letter for place, letter in letters.items() if place not in closed),
        key=lambda letter: letter.record.at,
    )


def grouped(letters: Iterable[DeadLetter]) -> Counter[tuple[str, str, str]]:
    """Count by stage, reason and error."""
    return Counter(
        (each.note("stage"), each.note("reason"), each.note("error")) for each in letters
    )
