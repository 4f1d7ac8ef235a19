"""Apache Kafka without Docker: one KRaft node on loopback.

`python -m services.local.apache_kafka [--port 9092] [--data DIR]` runs it in the foreground;
`--prepare` starts it once, so that all later starts are quick.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from services.local import kafka_jars
from services.local.child import (
    LOOPBACK,
    Child,
    PartMissing,
    Server,
    StartFailed,
    free_port,
    require_free,
)
from services.local.kafka_config import ANYBODY, LOG4J, Access, Listeners, server_properties
from services.local.kafka_start import ClassArchive, format_folder
from services.local.probe import broker_answers

JVM = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC")
START_TIMEOUT_SECONDS = 180
"""Recovery after kill -9 took 86 s on two cores at a load of 20."""
BRIEF = ("-XX:TieredStopAtLevel=1",)
"""Use the first JIT tier alone: a broker that runs for minutes never earns back a second one."""
STOP_TIMEOUT_SECONDS = 60
"""The first one to stop writes its classes into an archive."""
EXIT_MISSING = 69
"""EX_UNAVAILABLE of sysexits.h: a program that is needed is not there."""

available = kafka_jars.available


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
        options = [*self._jvm, *archive, log4j, "-cp", kafka_jars.class_path()]
        return [kafka_jars.java(), *options]


def main(arguments: list[str] | None = None) -> int:
    """Run the broker in the foreground until SIGINT or SIGTERM; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m services.local.apache_kafka", description=__doc__
    )
    parser.add_argument("--port", type=int, default=9092, help="0: any free port (default 9092)")
    parser.add_argument(
        "--data", type=Path, default=None, help="folder to keep; without it, a temporary one"
    )
    parser.add_argument("--prepare", action="store_true", help="make later starts quick, and end")
    given = parser.parse_args(arguments)
    stop = _Stop()
    try:
        if given.prepare:
            prepare()
            return 0
        with ApacheKafka(given.port, given.data) as broker:
            print(f"ready: {broker.bootstrap} (data in {broker.data})", flush=True)
            while not stop.asked and broker.child.running:
                time.sleep(0.1)
            if not stop.asked:
                raise StartFailed(f"the broker ended by itself:\n{broker.child.tail()}")
    except PartMissing as error:
        print(error, file=sys.stderr)
        return EXIT_MISSING
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare() -> None:
    """Fetch the jars, and let one broker leave what makes later starts quick."""
    kafka_jars.class_path()
    if not ClassArchive().file.exists():
        with ApacheKafka():
            pass


class _Stop:
    """Remembers that SIGINT or SIGTERM came."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


if __name__ == "__main__":
    sys.exit(main())
