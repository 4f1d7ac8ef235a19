"""Read the topics and the tables, and judge.

python -m tests.harness.chaos.audit --kafka HOST:PORT
"""

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import orjson
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from schemas.events import Outcome
from schemas.identity import submission_id
from schemas.pipeline import OUTCOMES, PIPELINE, PUBLISHED, SUBMITTED
from schemas.submission import BadSubmission, read_submission
from services.stage.store.database import database_url
from tests.harness.chaos.account import (
    Account,
    Answer,
    Article,
    Facts,
    Line,
    Submitted,
    judge,
)
from tests.harness.chaos.pages import Site
from tests.harness.chaos.topics import Record, read_to_end
from tests.harness.chaos.workload import expectations

EXAMPLES = 20
"""Of each fault, so many are named in the report."""


def audit(bootstrap: str, store: str | None = None, seed: int | None = None) -> Account:
    """Read all topics to their ends and the ledger's table, and return the account.

    With the `seed` of the sample site it also tells whether each answer is the right one.
    """
    facts = gather(bootstrap, store)
    if seed is None:
        return judge(facts)
    return judge(facts, expectations(Site(seed, port=0), facts.submitted))


def gather(bootstrap: str, store: str | None = None) -> Facts:
    """Read what there is."""
    by_topic: dict[str, list[Record]] = {SUBMITTED.name: [], OUTCOMES.name: [], PUBLISHED.name: []}
    for record in read_to_end(bootstrap, by_topic):
        by_topic[record.topic].append(record)
    letters = [step.dead_letters.name for step in PIPELINE]
    return Facts(
        submitted=[submitted(record) for record in by_topic[SUBMITTED.name]],
        answers=[answer(record) for record in by_topic[OUTCOMES.name]],
        articles=[article(record) for record in by_topic[PUBLISHED.name] if record.value],
        dead_letters=Counter(cause(record) for record in read_to_end(bootstrap, letters)),
        lines=None if store is None else ledger_lines(store),
    )


def submitted(record: Record) -> Submitted:
    """Read the id that the contract gives to a submission."""
    place = submission_id(record.topic, record.partition, record.offset, record.at_ms)
    try:
        named = read_submission(record.value).id
    except BadSubmission:
        named = None
    return Submitted(named or place, record.value or b"", record.at_ms)


def answer(record: Record) -> Answer:
    """Read an outcome; its id stands in the header."""
    outcome = Outcome.model_validate_json(record.value or b"")
    has_article = outcome.article_id is not None and outcome.revision is not None
    return Answer(
        id=record.headers["ce_id"],
        submission_id=outcome.submission_id,
        outcome=outcome.outcome,
        reason=outcome.reason,
        article=(outcome.article_id or "", outcome.revision or 0) if has_article else None,
        supersedes=outcome.supersedes,
        at_ms=record.at_ms,
        content=content(outcome.model_dump(mode="json", exclude={"journey", "decided_at"})),
    )


def article(record: Record) -> Article:
    """Read what the account needs of an article."""
    value = orjson.loads(record.value or b"{}")
    return Article(
        id=record.headers["ce_id"],
        article_id=value["article_id"],
        revision=value["revision"],
        submission_id=value["submission_id"],
        at_ms=record.at_ms,
        content=content(value),
        fetched_at=value.get("fetched_at", ""),
        url=value.get("canonical_url", ""),
        changed=tuple(value.get("changed_fields", ())),
    )


def content(value: object) -> str:
    """Hash what a message says."""
    return blake2b(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()


def cause(record: Record) -> str:
    """Return stage, reason and error of a dead letter."""
    names = ("stage", "reason", "error")
    return " ".join(record.headers.get(f"newsreel_dlq_{name}", "?") for name in names)


def ledger_lines(store: str) -> list[Line]:
    """Read the ledger's table."""
    engine = create_engine(database_url(store, "ledger"))
    query = text("SELECT submission_id, outcome_id, reason FROM ledger_urls")
    with engine.connect() as connection:
        lines = [Line(*row) for row in connection.execute(query)]
    engine.dispose()
    return lines


def ledger_answered(store: str) -> int:
    """Count the rows of the ledger that have an answer; 0 while there is no table."""
    engine = create_engine(database_url(store, "ledger"))
    try:
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT count(*) FROM ledger_urls WHERE outcome_id IS NOT NULL")
            )
            return int(found.scalar_one())
    except DBAPIError:
        return 0
    finally:
        engine.dispose()


def as_json(account: Account) -> dict[str, object]:
    """Return the account as JSON: each list as its length and some examples."""
    plain: dict[str, object] = {"ok": not account.faults}
    for name, value in dataclasses.asdict(account).items():
        plain[name] = len(value) if isinstance(value, list) else value
    plain["examples"] = {name: found[:EXAMPLES] for name, found in account.faults.items()}
    return plain


def lines_of(report: dict[str, object], indent: str = "") -> Iterable[str]:
    """Return a report as lines for people."""
    for name, value in report.items():
        if isinstance(value, dict):
            yield f"{indent}{name.replace('_', ' ')}:"
            yield from lines_of(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{name.replace('_', ' ')}:"
            yield from (f"{indent}  - {each}" for each in value)
        else:
            yield f"{indent}{str(name).replace('_', ' ')}: {value}"


def main() -> int:
    """Audit a cluster; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.harness.chaos.audit", description=__doc__
    )
    parser.add_argument("--kafka", required=True, help="bootstrap servers")
    parser.add_argument("--store", help="as NEWSREEL_STORE; without it the ledger is not read")
    parser.add_argument("--json", type=Path, help="write the report here, too")
    parser.add_argument("--seed", type=int, help="of the sample site, to judge each answer")
    given = parser.parse_args()
    report = as_json(audit(given.kafka, given.store, given.seed))
    print("\n".join(lines_of(report)))
    if given.json:
        given.json.write_text(json.dumps(report, indent=2) + "\n")
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
