"""What each stage may do in Kafka: `python -m schemas.acls` prints the commands that allow it.

The principal of a stage is `User:newsreel-<stage>`. Nothing else is needed: stages create no
topics, and an idempotent producer needs no right of its own since Kafka 2.8 (KIP-679).
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.pipeline import PIPELINE, Step

PREFIX = "newsreel-"


@dataclass(frozen=True, slots=True)
class Right:
    """An operation that a principal may do on a topic or a group, by its literal name."""

    user: str
    operation: Literal["Read", "Write"]
    """Either implies Describe."""
    resource: Literal["topic", "group"]
    name: str

    @property
    def command(self) -> str:
        """The arguments of `kafka-acls.sh` that grant it."""
        return (
            f"--add --allow-principal User:{self.user}"
            f" --operation {self.operation} --{self.resource} {self.name}"
        )


def rights(step: Step) -> Iterator[Right]:
    """Yield what a stage needs."""
    user = PREFIX + step.stage
    yield Right(user, "Read", "group", step.group)
    for topic in step.reads:
        yield Right(user, "Read", "topic", topic.name)
    for topic in step.writes:
        yield Right(user, "Write", "topic", topic.name)


def script(*options: str) -> str:
    """Return a shell script; `options` go to each call of kafka-acls.sh."""
    head = 'set -eu\nacls() { "${KAFKA_ACLS:-kafka-acls.sh}" ' + " ".join(options) + ' "$@"; }\n'
    lines = [f"acls {right.command}" for step in PIPELINE for right in rights(step)]
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(script(*sys.argv[1:]), end="")
