"""What makes Apache Kafka start in a fifth of the CPU time: kept beside the jars, made once.

An archive of the JVM's classes (class data sharing), left by the first broker that stops in order,
and a formatted log folder: the tool that formats one is a JVM of its own.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path

from deploy.kafka import jars
from deploy.kafka.jars import KAFKA_VERSION
from services.local.child import StartFailed

CLUSTER_ID = "bmV3c3JlZWwtY2x1c3Rlcg"
"""22 characters of URL-safe base64, as Kafka wants it; it has no other meaning."""


class ClassArchive:
    """The archive of one Java: read where it is there, else left behind at the end."""

    def __init__(self, home: Path | None = None) -> None:
        home = home or jars.HOME
        self.file = home / f"classes-{KAFKA_VERSION}-{jars.java_build()}.jsa"
        self._made = home / f"classes-{uuid.uuid4().hex}.made"

    @property
    def to_read(self) -> tuple[str, ...]:
        """Options of a JVM that only reads it."""
        return (f"-XX:SharedArchiveFile={self.file}",) if self.file.exists() else ()

    @property
    def to_read_or_make(self) -> tuple[str, ...]:
        """Options of a JVM that leaves it where it is missing."""
        return self.to_read or (f"-XX:ArchiveClassesAtExit={self._made}", "-Xlog:cds*=off")

    def keep(self) -> None:
        """Let later JVMs have what one has left, if it has."""
        with contextlib.suppress(FileNotFoundError):
            self._made.replace(self.file)


def format_folder(data: Path, java: Sequence[str], config: Path) -> None:
    """Make `data`/log a formatted log folder, or raise `StartFailed`."""
    template = jars.HOME / f"formatted-{KAFKA_VERSION}"
    if not template.exists():
        _format(data, java, config)
        _keep_template(data / "log", template)
        return
    shutil.copytree(template, data / "log", dirs_exist_ok=True)


def _format(data: Path, java: Sequence[str], config: Path) -> None:
    done = subprocess.run(
        [*java, "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise StartFailed(f"formatting {data} failed:\n{done.stdout}{done.stderr}")


def _keep_template(log: Path, template: Path) -> None:
    """Copy beside, then rename: half a folder is never taken for the template."""
    beside = Path(tempfile.mkdtemp(dir=template.parent, prefix="formatting-"))
    shutil.copytree(log, beside, dirs_exist_ok=True)
    try:
        os.rename(beside, template)
    except OSError:  # another process was quicker
        shutil.rmtree(beside)
