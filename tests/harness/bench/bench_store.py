"""Operations a second through `Store.call`, both databases in one run.

    python -m tests.harness.bench.bench_store [operations]

SQLite's transactions end in an fsync, PostgreSQL's in a round trip and an fsync; many callers at
once share them.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.ledger import tables as ledger_tables
from services.ledger.account import enter
from services.ledger.ledger import Answered, Submitted
from services.publish import tables as publish_tables
from services.publish.decide_all import decide_all
from services.publish.decided import Candidate
from services.publish.retract import ends_of
from services.publish.revisions.fingerprints import CONTENT_FIELDS
from services.publish.revisions.found import Found
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.publish.texts.contents import Content
from services.stage.store.store import Store
from tests.support.postgres import Postgres
from tests.support.texts import text_of

AT = datetime(2026, 3, 1, tzinfo=UTC)
IN_FLIGHT = 256
"""Events that a stage has in work at once."""


def submissions(count: int) -> list[Submitted]:
    return [Submitted(f"s{n}", f"https://a.example/{n}", AT.timestamp()) for n in range(count)]


def answers(count: int) -> list[Answered]:
    outcome = Outcome(
        submission_id="s", url="https://a.example/1", outcome=Reason.NEW.outcome,
        reason=Reason.NEW, stage="publish", submitted_at=AT, decided_at=AT,
    )  # fmt: skip
    each = [outcome.model_copy(update={"submission_id": f"s{n}"}) for n in range(count)]
    return [Answered(outcome_id(one.submission_id), one) for one in each]


def articles(count: int, round_: int) -> list[Candidate]:
    prints = dict.fromkeys(CONTENT_FIELDS, f"{round_:016x}")
    urls = [f"https://a.example/{n}" for n in range(count)]
    return [
        Candidate(
            f"o{round_}-{n}",
            None,
            Made(f"e{round_}-{n}", AT.isoformat()),
            f"a{n}",
            Found(url, url, prints, AT, Content(text=text_of(f"{n} {round_}"))),
            AT,
            PublishRules(0.01, False, True),
        )
        for n, url in enumerate(urls)
    ]


async def rate(store: Store, work: Any, items: Sequence[Any]) -> float:
    """Operations a second with a stage's number of callers."""
    slots = asyncio.Semaphore(IN_FLIGHT)

    async def one(item: Any) -> None:
        async with slots:
            await store.call(work, item)

    started = time.perf_counter()
    await asyncio.gather(*(one(item) for item in items))
    return len(items) / (time.perf_counter() - started)


async def measure(url: str, count: int) -> dict[str, float]:
    """Rates by what was done."""
    ledger = Store(url, "ledger", ledger_tables.METADATA)
    publish = Store(url, "publish", publish_tables.METADATA)
    await ledger.start()
    await publish.start()
    rates = {
        "ledger: submissions": await rate(ledger, enter, submissions(count)),
        "ledger: answers": await rate(ledger, enter, answers(count)),
        "publish: new": await rate(publish, decide_all, articles(count, 1)),
        "publish: revisions": await rate(publish, decide_all, articles(count, 2)),
        "publish: redelivered": await rate(publish, decide_all, articles(count, 2)),
        "publish: looked at again": await rate(publish, ends_of, [f"a{n}" for n in range(count)]),
    }
    await ledger.stop()
    await publish.stop()
    return rates


def main(count: int = 5_000) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        lite = asyncio.run(measure(f"sqlite:///{Path(folder)}", count))
        full = asyncio.run(measure(server.url, count))
    print(f"{count} operations, {IN_FLIGHT} in flight; operations a second")
    print(f"{'':<24}{'SQLite':>10}{'PostgreSQL':>12}{'ratio':>8}")
    for name in lite:
        print(f"{name:<24}{lite[name]:>10,.0f}{full[name]:>12,.0f}{full[name] / lite[name]:>8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
