"""The real parts of a run, started together and stopped together."""

import sys
import tempfile
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import orjson

from deploy.kafka.node import ApacheKafka
from services.local.child import Child, free_port
from services.local.tansu import Tansu
from tests.harness.chaos.options import PARTITIONS, Options, environment
from tests.harness.chaos.pages import Site
from tests.harness.chaos.supervisor import Supervisor
from tests.harness.chaos.topics import create_topics
from tests.support.postgres import Postgres

SITE_TIMEOUT_SECONDS = 60


class Parts:
    """Broker, database, sample site and supervisor."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.run_id = uuid.uuid4().hex
        self.folder = Path(tempfile.mkdtemp(prefix="newsreel-chaos-"))
        for name in ("tmp", "run", "logs"):
            (self.folder / name).mkdir()
        self.broker = (
            ApacheKafka(data=self.folder / "kafka") if options.broker == "apache" else Tansu()
        )
        self.postgres = Postgres() if options.store == "postgres" else None
        self.store = self.postgres.url if self.postgres else f"sqlite:///{self.folder}/state"
        self.site = Site(options.seed, free_port())
        command = [sys.executable, "-m", "tests.harness.chaos.site", "--port", str(self.site.port)]
        command += ["--seed", str(options.seed)]
        self._site = Child("site", command, self.folder / "logs" / "site.log")
        told = environment(options, self.run_id, self.kafka, self.store, self.folder)
        self.supervisor = Supervisor(
            options.launcher, told, self.folder / "logs", self.folder / "run"
        )

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""
        return self.broker.bootstrap

    def start(self) -> None:
        """Start all but the services, which the supervisor starts."""
        self.broker.start()
        if self.postgres:
            self.postgres.start()
        self._site.start()
        self._site.wait_until(lambda: bool(self.site_stats()), SITE_TIMEOUT_SECONDS)
        create_topics(self.kafka, PARTITIONS[self.options.broker])

    def stop(self) -> None:
        """Stop them."""
        self._site.stop(timeout_seconds=5)
        if self.postgres:
            self.postgres.stop()
        self.broker.stop()

    def site_stats(self) -> dict[str, object]:
        """Return how often the site's pages were asked for; empty while it does not answer."""
        url = f"http://127.0.0.1:{self.site.port}/_stats"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                stats: dict[str, object] = orjson.loads(answer.read())
                return stats
        except (OSError, urllib.error.URLError):
            return {}
