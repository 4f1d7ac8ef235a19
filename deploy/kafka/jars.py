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
JARS = HOME / f"jars-{KAFKA_VERSION}"

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


def available() -> str | None:
    """Return None if Apache Kafka can be started, else why not and what to install."""
    try:
        java()
        if not JARS.exists():
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


def class_path() -> str:
    """Return the class path of the broker; fetch the jars (about 43 MB) the first time."""
    fetch_jars(POM, JARS)
    return f"{JARS}/*"


def fetch_jars(pom: str, folder: Path) -> None:
    """Fetch what a POM depends on into `folder`, unless it is there, or raise `PartMissing`.

    Into a folder beside, then renamed: a broken download is never taken for the jars.
    """
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetch-") as beside:
        work = Path(beside)
        (work / "pom.xml").write_text(pom)
        _run_maven(work)
        try:
            (work / "jars").rename(folder)
        except OSError:
            if not folder.exists():  # else another process was quicker
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
        raise PartMissing(f"Maven could not fetch Apache Kafka's jars:\n{done.stdout}")


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
