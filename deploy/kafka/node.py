"""The node: its process, its folder, its ports."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from deploy.kafka import jars
from deploy.kafka.config import ANYBODY, LOG4J, Access, Listeners, server_properties
from deploy.kafka.start import ClassArchive, format_folder
from services.local.child import (
    LOOPBACK,
    Child,
    Server,
    free_port,
    require_free,
)
from services.local.probe import broker_answers

JVM = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC")
START_TIMEOUT_SECONDS = 180
"""Recovery after kill -9 took 86 s on two cores at a load of 20."""
BRIEF = ("-XX:TieredStopAtLevel=1",)
"""Use the first JIT tier alone: a broker that runs for minutes never earns back a second one."""
STOP_TIMEOUT_SECONDS = 60
"""The first one to stop writes its classes into an archive."""


class ApacheKafka(Server):
    """One broker. Its topics live in `data` and survive a kill; without `data`, until `stop`."""

    durable = True

    def __init__(
        self,
        port: int | None = None,
        data: Path | None = None,
        access: Access = ANYBODY,
        *,
        brief: bool = False,
    ) -> None:
        """`brief`: it is for minutes of tests, not for a measurement."""
        self.port = port or free_port()
        self.bootstrap = f"{LOOPBACK}:{self.port}"
        self.listeners = Listeners(self.port, free_port(), free_port(), access)
        self._temporary = data is None
        self.data = (data or Path(tempfile.mkdtemp(prefix="newsreel-kafka-"))).resolve()
        self._config = self.data / "server.properties"
        self._classes = ClassArchive()
        self._jvm = (*JVM, *(BRIEF if brief else ()))
        command = [*self._java(self._classes.to_read_or_make), "kafka.Kafka", str(self._config)]
        self.child = Child("kafka", command, self.data / "kafka.out")

    @property
    def pid(self) -> int:
        """Process id of the broker."""
        return self.child.pid

    def start(self) -> None:
        """Start the broker and wait until it answers; raise `StartFailed` or `PartMissing`."""
        require_free(self.port)
        self._configure()
        self.child.start()
        self.child.wait_until(
            lambda: broker_answers(LOOPBACK, self.listeners.internal_port),
            timeout_seconds=START_TIMEOUT_SECONDS,
        )

    def stop(self) -> None:
        """End the broker in order; remove its data if they were temporary."""
        self._end()
        if self._temporary:
            shutil.rmtree(self.data, ignore_errors=True)

    def kill(self) -> None:
        """End the broker with SIGKILL; its data stay."""
        self.child.kill()

    def restart(self) -> None:
        """End the broker if it runs, and start it again on the same data and port."""
        self._end()
        self.start()

    def _end(self) -> None:
        self.child.stop(timeout_seconds=STOP_TIMEOUT_SECONDS)
        self._classes.keep()

    def _configure(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self._config.write_text(server_properties(self.listeners, self.data))
        (self.data / "log4j2.properties").write_text(LOG4J)
        if not (self.data / "log" / "meta.properties").exists():
            format_folder(self.data, self._java(self._classes.to_read), self._config)

    def _java(self, archive: Sequence[str]) -> list[str]:
        log4j = f"-Dlog4j2.configurationFile=file:{self.data}/log4j2.properties"
        options = [*self._jvm, *archive, log4j, "-cp", jars.class_path()]
        return [jars.java(), *options]
