"""Apache Kafka's jars by the ordinary Maven client, kept in `.kafka/` of the project."""

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

from services.local.child import PartMissing

KAFKA_VERSION = "4.4.0"
SCALA_VERSION = "2.13"
LOG4J_VERSION = "2.25.5"
"""The version of log4j-core that this Kafka brings: its SLF4J binding must be the same."""
JAVA_LEAST = 17
FETCH_TIMEOUT_SECONDS = 600

HOME = Path(__file__).resolve().parents[2] / ".kafka"

POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>newsreel</groupId>
  <artifactId>kafka</artifactId>
  <version>{KAFKA_VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_{SCALA_VERSION}</artifactId>
      <version>{KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>{LOG4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""


def available(home: Path = HOME) -> str | None:
    """Return None if Apache Kafka can be started, else why not and what to install."""
    try:
        java()
        if not _jars(home).exists():
            maven()
    except PartMissing as error:
        return str(error)
    return None


def java() -> str:
    """Return a Java of at least version 17, or raise `PartMissing`."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if found is None:
        raise PartMissing(
            f"Apache Kafka needs Java {JAVA_LEAST} or newer, and there is no `java`"
            " (Debian: apt-get install openjdk-17-jre-headless)"
        )
    version = _feature(found)
    if version < JAVA_LEAST:
        raise PartMissing(f"Apache Kafka needs Java {JAVA_LEAST} or newer; {found} is {version}")
    return found


def maven() -> str:
    """Return the Maven client, or raise `PartMissing`."""
    found = shutil.which("mvn")
    if found is None:
        raise PartMissing(
            "Apache Kafka's jars are fetched by Maven, and there is no `mvn`"
            " (Debian: apt-get install maven)"
        )
    return found


def class_path(home: Path = HOME) -> str:
    """Return the class path of the broker; fetch the jars (about 43 MB) the first time."""
    if not _jars(home).exists():
        _fetch(home)
    return f"{_jars(home)}/*"


def _jars(home: Path) -> Path:
    return home / f"jars-{KAFKA_VERSION}"


def _fetch(home: Path) -> None:
    """Fetch into a folder beside, then rename: a broken download is never taken for the jars."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="fetch-") as folder:
        work = Path(folder)
        (work / "pom.xml").write_text(POM)
        _run_maven(work)
        try:
            (work / "jars").rename(_jars(home))
        except OSError:
            if not _jars(home).exists():  # else another process was quicker
                raise


def _run_maven(work: Path) -> None:
    goal = "dependency:copy-dependencies"
    done = subprocess.run(
        [maven(), "-B", "-q", "-f", "pom.xml", goal, "-DoutputDirectory=jars"],
        cwd=work,
        capture_output=True,
        text=True,
        timeout=FETCH_TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise PartMissing(f"Maven could not fetch Apache Kafka {KAFKA_VERSION}:\n{done.stdout}")


def java_build() -> str:
    """Return a name for the build of Java that is used: an archive of classes fits no other."""
    return blake2b(_version(java()).encode(), digest_size=6).hexdigest()


def _feature(java_path: str) -> int:
    """Read the feature release: `17.0.15` is 17, `1.8.0_412` is 8."""
    match = re.search(r'version "(?:1\.)?(\d+)', _version(java_path))
    return int(match.group(1)) if match else 0


@cache
def _version(java_path: str) -> str:
    done = subprocess.run([java_path, "-version"], capture_output=True, text=True, check=False)
    return done.stderr + done.stdout


if __name__ == "__main__":
    try:
        print(class_path())
    except PartMissing as error:
        raise SystemExit(str(error)) from None
