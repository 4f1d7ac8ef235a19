"""What is decided on, what comes of it, and how much of that is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.publish.revisions.decide import Decision
from services.publish.revisions.found import Found
from services.publish.revisions.known import End, Known
from services.publish.rows.decisions import Made, Stored
from services.publish.rules import PublishRules


@dataclass(frozen=True, slots=True)
class Candidate:
    """One enriched article as it reached the store."""

    answer_id: str
    """Id of the submission's final answer."""
    supersedes: str | None
    """Id of the answer that this one replaces: what was decided for it is said again."""
    made: Made
    article_id: str
    found: Found
    now: datetime
    rules: PublishRules


class Say(StrEnum):
    """How much of a decision is to be sent."""

    ALL = "all"
    """The article, if one is published, and the answer."""
    ANSWER = "answer"
    """The answer: the article is on the topic, or what it would bury: a later revision, its end."""
    NOTHING = "nothing"
    """What was decided on is another event, which still lies on the topic or has been answered."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what this event is to say of it."""

    article_id: str
    decision: Decision
    say: Say
    end: End | None = None
    """Of an article that has gone since."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Nothing is decided: the article may have a revision again when its interval has ended."""

    until: datetime


def said_of(made: Made, stored: Stored, known: Known | None) -> Say:
    """Tell how much of a decision an event is to say, that was made so; `known`: the article."""
    if stored.made == made:
        return Say.ANSWER if known is not None and _is_over(stored.decision, known) else Say.ALL
    if stored.made == Made(made.event_id):  # read back from the topic of articles
        return Say.ANSWER
    return Say.NOTHING


def _is_over(decision: Decision, known: Known) -> bool:
    """Tell whether followers know, or will, of something later than the decided revision."""
    return known.gone is not None or known.revision > decision.revision
