"""A console beside a real broker that holds an article, outcomes and a dead letter; Chromium."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.events import Outcome
from schemas.examples import example, message
from schemas.outcomes import Reason
from schemas.pipeline import EXTRACT, OUTCOMES, PUBLISHED, SUBMITTED
from services.cli.clients.store import connected
from services.ledger.sites.days import add
from services.ledger.tables import METADATA as LEDGER
from services.local.tansu import EMBEDDED, Tansu
from services.publish.tables import METADATA
from services.publish.texts.contents import Content
from services.settings import Settings, read_settings
from services.stage.kafka.topics import TopicAdmin
from tests.publish.test_stories import FIRE, FIRE_ELSEWHERE, page
from tests.support.decisions import decide_on_all
from tests.support.stack import ForeignClient
from tests.support.stores import running

TOKEN = "a%2&token=+"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
PERSIAN = "راه‌آهن کوهستانی پس از هفت سال بازگشایی شد"


FIRST, SECOND = "a" * 32, "b" * 32
"""Articles of one story."""


@dataclass
class RunningConsole:
    """Its address, and a client that writes the topics it follows."""

    address: str
    token: str
    """As it stands behind the address, `#token=…`."""
    client: ForeignClient
    folder: Path
    """Where the processes of this machine leave their port files."""

    def publish(self, article_id: str, **fields: Any) -> None:
        """Put an article on its topic, as publish does."""
        sent = message(PUBLISHED)
        now = datetime.now(UTC).isoformat()
        article = orjson.loads(sent.value or b"") | {"article_id": article_id, "revised_at": now}
        self.client.send(PUBLISHED.name, orjson.dumps(article | fields), article_id, sent.headers)

    def answer(self, reason: Reason, at: datetime) -> None:
        """Put an outcome on its topic."""
        sent = message(OUTCOMES)
        changed = {"outcome": reason.outcome, "reason": reason, "decided_at": at.isoformat()}
        value = orjson.dumps(orjson.loads(sent.value or b"") | changed)
        self.client.send(OUTCOMES.name, value, sent.key, sent.headers)

    def dead_letter(self) -> None:
        """Park a submission, as intake would park a bug."""
        notes = {"stage": "extract", "reason": "unexpected", "error": "KeyError"}
        notes |= {
            "message": HOSTILE,
            "traceback": "Traceback …",
            "at": datetime.now(UTC).isoformat(),
        }
        notes["place"] = f"{SUBMITTED.name}/0/1"
        headers = [(f"newsreel_dlq_{name}", text.encode()) for name, text in notes.items()]
        passport = dict(message(PUBLISHED).headers)["newsreel_passport"]
        headers.append(("newsreel_passport", passport))
        self.client.send(EXTRACT.dead_letters.name, b"{}", b"k", headers)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    """Serve a console from a process of its own."""
    folder = tmp_path_factory.mktemp("console")
    with Tansu() as broker:
        asyncio.run(_topics(broker.bootstrap))
        asyncio.run(tell_of_a_fire(f"sqlite:///{folder}/state"))
        asyncio.run(close_doors(f"sqlite:///{folder}/state"))
        environment = {
            **os.environ,
            **EMBEDDED,
            "NEWSREEL_KAFKA": broker.bootstrap,
            "NEWSREEL_STORE": f"sqlite:///{folder}/state",
            "NEWSREEL_RUN_DIR": str(folder),
            "NEWSREEL_CONSOLE_PORT": "0",
            "NEWSREEL_CONSOLE_TOKEN": TOKEN,
        }
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "services.console"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"(http://\S+?/)(#token=\S+)", process.stdout.readline())
            assert found is not None
            running = RunningConsole(found[1], found[2], ForeignClient(broker.bootstrap), folder)
            _fill(running)
            yield running
        finally:
            process.terminate()
            assert process.wait(20) == 0


async def tell_of_a_fire(store: str) -> None:
    """Decide on two articles of one event, one of which is revised, and on one in Persian."""
    second = FIRE_ELSEWHERE.text.replace("killed 4", "killed 5")
    persian = Content(PERSIAN, "", f"{PERSIAN}. قطار نخست بامداد شنبه راه افتاد.", "fa")
    async with running(store, "publish", METADATA) as publish:
        for seen in (
            page("e1", FIRST, FIRE),
            page("e2", SECOND, FIRE_ELSEWHERE),
            page("e3", SECOND, FIRE_ELSEWHERE._replace(title=HOSTILE, text=second)),
            page("e4", "c" * 32, persian),
            page("e5", "c" * 32, persian._replace(text=f"{PERSIAN}. قطار نخست یکشنبه راه افتاد.")),
        ):
            await publish.call(decide_on_all, seen)


def answer(settings: Settings, host: str, *reasons: Reason, days_ago: int = 0) -> None:
    """Let the ledger count outcomes of a host's URLs."""
    base = example(OUTCOMES)["value"] | {"url": f"https://{host}/a", "signs": None}
    at = datetime.now(UTC) - timedelta(days=days_ago)
    outcomes = [
        Outcome.model_validate(base | {"outcome": each.outcome, "reason": each, "decided_at": at})
        for each in reasons
    ]
    with connected(settings, "ledger") as connection:
        add(connection, outcomes)


async def close_doors(store: str) -> None:
    """Let a newspaper close most of its pages."""
    async with running(store, "ledger", LEDGER):
        pass
    reasons = [Reason.PAYWALLED] * 6 + [Reason.BOT_CHALLENGE] * 2 + [Reason.SAME_CONTENT] * 2
    answer(read_settings(store=store), "www.example.net", *reasons)


async def _topics(kafka: str) -> None:
    async with TopicAdmin(Settings(kafka=kafka, kafka_partitions_max=1)) as admin:
        await admin.create()


def _fill(console: RunningConsole) -> None:
    console.publish("1" * 32, title=HOSTILE, canonical_url="javascript:alert(1)", language="en")
    console.publish("2" * 32, title=PERSIAN, language="fa", site_name="روزنامه")
    console.answer(Reason.NEW, datetime.now(UTC))
    for reason in (Reason.TIMEOUT, Reason.TIMEOUT, Reason.HTTP_5XX, Reason.PAYWALLED):
        console.answer(reason, datetime.now(UTC))
    console.dead_letter()


@pytest.fixture(scope="module")
def browser(console: RunningConsole) -> Iterator[Any]:
    """Start a real Chromium; after the console, since its driver keeps the thread's event loop."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()
