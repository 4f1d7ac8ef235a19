"""Apache Kafka without Docker: one KRaft node on loopback.

`python -m services.local.apache_kafka [--port 9092] [--data DIR]` runs it in the foreground.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
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
from services.local.kafka_config import LOG4J, Listeners, server_properties
from services.local.probe import broker_answers

JVM = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC")
START_TIMEOUT_SECONDS = 180
"""Recovery after kill -9 took 86 s on two cores at a load of 20."""
STOP_TIMEOUT_SECONDS = 30
CLUSTER_ID = "bmV3c3JlZWwtY2x1c3Rlcg"
"""22 characters of URL-safe base64, as Kafka wants it; it has no other meaning."""
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
        sasl: tuple[str, str] | None = None,
        tls_pem: Path | None = None,
        tokens: bool = False,
    ) -> None:
        self.port = port or free_port()
        self.bootstrap = f"{LOOPBACK}:{self.port}"
        self.listeners = Listeners(self.port, free_port(), free_port(), sasl, tls_pem, tokens)
        self._temporary = data is None
        self.data = (data or Path(tempfile.mkdtemp(prefix="newsreel-kafka-"))).resolve()
        self._config = self.data / "server.properties"
        self.child = Child("kafka", self._command("kafka.Kafka"), self.data / "kafka.out")

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
        self.child.stop(timeout_seconds=STOP_TIMEOUT_SECONDS)
        if self._temporary:
            shutil.rmtree(self.data, ignore_errors=True)

    def kill(self) -> None:
        """End the broker with SIGKILL; its data stay."""
        self.child.kill()

    def restart(self) -> None:
        """End the broker if it runs, and start it again on the same data and port."""
        self.child.stop(timeout_seconds=STOP_TIMEOUT_SECONDS)
        self.start()

    def _configure(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self._config.write_text(server_properties(self.listeners, self.data))
        (self.data / "log4j2.properties").write_text(LOG4J)
        if (self.data / "log" / "meta.properties").exists():
            return
        command = self._command("kafka.tools.StorageTool")[:-1]
        done = subprocess.run(
            [*command, "format", "-t", CLUSTER_ID, "-c", str(self._config)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise StartFailed(f"formatting {self.data} failed:\n{done.stdout}{done.stderr}")

    def _command(self, main_class: str) -> list[str]:
        log4j = f"-Dlog4j2.configurationFile=file:{self.data}/log4j2.properties"
        class_path = kafka_jars.class_path()
        return [
            kafka_jars.java(), *JVM, log4j, "-cp", class_path, main_class, str(self._config),
        ]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the broker in the foreground until SIGINT or SIGTERM; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m services.local.apache_kafka", description=__doc__
    )
    parser.add_argument("--port", type=int, default=9092, help="0: any free port (default 9092)")
    parser.add_argument(
        "--data", type=Path, default=None, help="folder to keep; without it, a temporary one"
    )
    given = parser.parse_args(arguments)
    stop = _Stop()
    try:
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
