"""What a worker process of these tests is told, as one JSON argument."""

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

Mode = Literal["stock", "ours"]
Act = Literal["hang", "slow", "raise", "large", "silence"]
Style = Literal["each", "noack", "take", "unconfirmed", "batch"]


@dataclass(frozen=True)
class Spec:
    """One worker: stock Faust or our shell, from `source` to `sink`."""

    mode: Mode
    kafka: str
    stage: str
    """Unique to the test; topics, group and dead letters are named after it."""
    folder: str
    style: Style = "each"
    """How the stock agent is written; our shell knows `batch` and one event a task."""
    concurrency: int = 1
    wait_empty: bool = True
    value_type_bytes: bool = False
    bare: bool = False
    """Whether values are bare URLs, as on `urls.submitted.v1`, instead of events of a stage."""
    script: dict[int, Act] = field(default_factory=dict)
    """What happens to the message with this number; the others are simply handled."""
    store: str | None = None
    """Database in which our shell notes each message before it answers."""

    @property
    def source(self) -> str:
        """Topic that the worker consumes."""
        return f"{self.stage}.source"

    @property
    def sink(self) -> str:
        """Topic that the worker produces to."""
        return f"{self.stage}.sink"

    @property
    def diary(self) -> str:
        """File in which a worker notes each message when it begins with it."""
        return f"{self.folder}/diary"

    def to_json(self) -> str:
        """Write it as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Spec":
        """Read it from JSON."""
        data = json.loads(text)
        data["script"] = {int(number): act for number, act in data["script"].items()}
        return cls(**data)


SLOW_SECONDS = 2.0
BATCH_MAX = 4
"""Few, so that a play of some messages has several batches in flight."""
LARGE_BYTES = 900_000
"""Less than Faust's producer refuses by itself (1 MB), more than the topic takes."""


def url_of(number: int) -> str:
    """URL of message `number`."""
    return f"https://site.example/{number}"


def number_of(url: str) -> int:
    """Return the number in a URL, whatever was appended to it."""
    return int(url.removeprefix("https://site.example/").partition("?")[0])
