"""Apache Kafka's console consumer in Java, as its own distribution starts it."""

from deploy.kafka import jars

VERSION = "4.1.1"
"""The newest line of Java clients that the embedded broker understands."""
MAIN = "org.apache.kafka.tools.consumer.ConsoleConsumer"
JARS = (
    ("org.apache.kafka", "kafka-tools", VERSION),
    ("org.apache.kafka", "kafka-clients", VERSION),
    ("org.apache.kafka", "kafka-server-common", VERSION),
    ("org.apache.kafka", "kafka-tools-api", VERSION),
    ("net.sf.jopt-simple", "jopt-simple", "5.0.4"),
    ("org.slf4j", "slf4j-api", "1.7.36"),
)
"""Group, artifact and version of what the consumer needs of the distribution's hundred jars."""


def command() -> list[str]:
    """Return what stands for `kafka-console-consumer.sh`, or raise `PartMissing`."""
    folder = jars.HOME / f"console-{VERSION}"
    program = jars.java()
    jars.fetch_jars(_pom(), folder)
    return [program, "-cp", f"{folder}/*", MAIN]


def _pom() -> str:
    return f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>newsreel</groupId>
  <artifactId>console</artifactId>
  <version>{VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>{"".join(_dependency(*each) for each in JARS)}
  </dependencies>
</project>
"""


def _dependency(group: str, artifact: str, version: str) -> str:
    return f"""
    <dependency>
      <groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>
      <exclusions>
        <exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>
      </exclusions>
    </dependency>"""
