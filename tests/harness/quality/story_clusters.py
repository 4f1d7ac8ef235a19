"""`python -m tests.harness.quality.story_clusters`: B-cubed F1 of a made-up stream, and its cost.

The stream goes through publish's own decisions and an SQLite store, near-duplicates and all.
Bagga and Baldwin, "Algorithms for scoring coreference chains" (1998): for each article, which part
of its story is of its event (precision), and which part of its event is in its story (recall).
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, create_engine

from schemas.events import ArticleEnriched
from schemas.identity import article_id
from services.publish.decided import Candidate
from services.publish.revisions.found import found_in
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.publish.tables import METADATA
from tests.harness.quality.story_stream import Told, stream
from tests.support.decisions import decide_on_all

RULES = PublishRules(0.01, False, True, stories_days=5)
BATCH = 64


@dataclass(frozen=True, slots=True)
class Scores:
    """How well stories match events."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(events: Sequence[int], stories: Sequence[str]) -> Scores:
    """Score each article by those that it shares event or story with."""
    both = Counter(zip(events, stories, strict=True))
    of_event, of_story = Counter(events), Counter(stories)
    right = [(both[pair] ** 2, *pair) for pair in both]
    precision = sum(count / of_story[story] for count, _, story in right)
    recall = sum(count / of_event[event] for count, event, _ in right)
    return Scores(precision / len(events), recall / len(events))


def seen(number: int, told: Told) -> Candidate:
    """Lay an article before the store as the agent does."""
    url = f"https://site{number % 97}.example/{number}"
    article = ArticleEnriched(
        article_id=article_id(url), url=url, canonical_url=url, site="site.example",
        host="site.example", title=told.content.title, text=told.content.text,
        language=told.content.language, published_at=told.at, confidence=1.0,
        extractor_version="1", enricher_version="1", fetched_at=told.at + timedelta(minutes=5),
    )  # fmt: skip
    made = Made(f"event-{number}", "")
    found = found_in(article, with_story=RULES.stories_days > 0)
    return Candidate(f"answer-{number}", None, made, article.article_id, found, told.at, RULES)


def decided(
    connection: Connection, told: Sequence[Told], at_once: int = BATCH, first: int = 0
) -> Iterator[tuple[str, int]]:
    """Decide on all in batches; yield each article's story, and how many it merged.

    `first`: the number of the first article.
    """
    for start in range(0, len(told), at_once):
        some = enumerate(told[start : start + at_once], first + start)
        batch = [seen(number, each) for number, each in some]
        for verdict in decide_on_all(connection, batch):
            story = verdict.decision.story
            yield (story.id, len(story.merged)) if story else (verdict.article_id, 0)
        connection.commit()


def main() -> int:
    """Print B-cubed precision, recall and F1, and CPU time for an article."""
    parser = argparse.ArgumentParser(
        prog="tests.harness.quality.story_clusters", description=__doc__
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=500)
    options = parser.parse_args()
    told = stream(options.articles, options.events)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "publish.db"
        engine = create_engine(f"sqlite:///{database}")
        METADATA.create_all(engine)
        with engine.connect() as connection:
            began = time.process_time()
            found = list(decided(connection, told))
            spent = time.process_time() - began
        size = database.stat().st_size / 1e6
    scores = b_cubed([each.event for each in told], [story for story, _ in found])
    print(
        f"{len(told):,} articles, {options.events} events, {len({s for s, _ in found})} stories,"
        f" {sum(merged for _, merged in found)} merged; B-cubed precision {scores.precision:.3f},"
        f" recall {scores.recall:.3f}, F1 {scores.f1:.3f};"
        f" {spent / len(told) * 1000:.2f} ms CPU an article, {size:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
