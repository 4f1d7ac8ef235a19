"""`make bench-publish`: CPU of publish's decision on an article, among a million others.

Near-duplicates and stories, through publish's own decisions, on SQLite and PostgreSQL: each with
empty tables and with `--rows` articles of the last days. The new ones are a made-up stream, one in
eight an edited copy of an earlier one. Own CPU is this process's, all threads; the server's is that
of PostgreSQL's processes. A busy stage decides on up to 64 at a time, an idle one on each alone.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psutil
from sqlalchemy import Engine

from services.publish.tables import METADATA
from services.stage.runtime import freeze_gc
from services.stage.store.database import database_url, open_engine
from tests.harness.bench.publish_rows import fill
from tests.harness.quality.story_clusters import RULES, decided
from tests.harness.quality.story_stream import stream
from tests.support.postgres import Postgres

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
COPIES_DAYS = 14
EVENTS = 20
BATCHES = (64, 1)
Cpu = Callable[[], float]
"""CPU seconds of the database's own processes until now."""


def main() -> None:
    """Measure both databases."""
    parser = argparse.ArgumentParser(prog="make bench-publish", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="new ones, each time")
    parser.add_argument("--rows", type=int, default=1_000_000, help="articles that are there")
    options = parser.parse_args()
    print("CPU an article: own + the server's")
    for rows in (0, options.rows):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/publish.db"
            show("SQLite", open_engine(url), lambda: 0.0, options.articles, rows)
        with Postgres() as server:
            engine = open_engine(database_url(server.url, "publish"), timeout_seconds=None)
            show("PostgreSQL", engine, _cpu_of(server.pid), options.articles, rows)


def show(name: str, engine: Engine, server: Cpu, articles: int, rows: int) -> None:
    """Print what a database with so many articles takes."""
    METADATA.create_all(engine)
    began = time.monotonic()
    if rows:
        with engine.connect() as connection:
            stories = rows * int(RULES.stories_days) // COPIES_DAYS
            fill(connection, rows, stories, AT - timedelta(days=1))
    written = f"{_megabytes(engine):,.0f} MB, written in {time.monotonic() - began:.0f} s"
    print(f"{name}, {rows:,} articles, {written}", flush=True)
    for place, at_once in enumerate(BATCHES):
        spent, found = measure(engine, articles, at_once, place, server)
        print(f"  {at_once:>2} at a time: {spent} ms, {found} stories", flush=True)
    engine.dispose()


def measure(
    engine: Engine, articles: int, at_once: int, place: int, server: Cpu
) -> tuple[str, int]:
    """Decide on new articles; return what one took, in milliseconds, and how many stories."""
    new = stream(articles, EVENTS, first=1_000 * place)
    each = [told._replace(at=AT + timedelta(seconds=n)) for n, told in enumerate(new)]
    freeze_gc()  # as a stage does
    with engine.connect() as connection:
        own, other = time.process_time(), server()
        stories = {story for story, _ in decided(connection, each, at_once, place * articles)}
        spent = time.process_time() - own, server() - other
    return " + ".join(f"{1000 * seconds / articles:.2f}" for seconds in spent), len(stories)


def _megabytes(engine: Engine) -> float:
    """Return the size of the database, indexes and all."""
    size = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with engine.connect() as connection:
        found: int = connection.exec_driver_sql(size[engine.dialect.name]).scalar_one()
    return found / 1e6


def _cpu_of(pid: int) -> Cpu:
    def spent() -> float:
        each = psutil.Process(pid).children()
        return sum(sum(process.cpu_times()[:2]) for process in each)

    return spent


if __name__ == "__main__":
    main()
