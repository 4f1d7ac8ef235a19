"""Messages of other versions, kept as they were: an older one's, and one such as a newer one sends.

The files of `recorded/` are never made again; a release adds a folder (`recorded/README.md`).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.control import read_control
from schemas.envelope import decode, encode
from schemas.events import Event, Outcome
from schemas.examples import as_message
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import CONTROL, SUBMITTED, TOPICS
from schemas.submission import read_submission

RECORDED = Path(__file__).with_name("recorded")
BY_NAME = {topic.name: topic for topic in TOPICS}
FILES = sorted(RECORDED.glob("*/*.json"))
EVENTS = [path for path in FILES if BY_NAME[path.stem].event]


def of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def words(path: Path) -> Any:
    """What a message says, as it stands in the file."""
    data = of(path)
    return data["headers"].get("newsreel_data", data["value"])


def event_of(path: Path) -> type[Event]:
    event = BY_NAME[path.stem].event
    assert event is not None
    return event


def agree(told: Any, read: Any, path: str = "") -> None:
    """Compare what a message tells with what was read of it, in the fields that we know."""
    if isinstance(told, dict) and isinstance(read, dict):
        for name in told.keys() & read.keys():
            agree(told[name], read[name], f"{path}.{name}")
    elif isinstance(told, list) and isinstance(read, list):
        assert len(told) == len(read), path
        for number, pair in enumerate(zip(told, read, strict=True)):
            agree(*pair, f"{path}[{number}]")
    else:
        assert told == read, path


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_another_version_tells_is_read_as_far_as_it_is_known(path: Path) -> None:
    envelope = decode(as_message(BY_NAME[path.stem], of(path)), event_of(path))
    agree(words(path), json.loads(envelope.data.model_dump_json()))
    told = of(path)["headers"]["newsreel_passport"]
    agree(told, json.loads(envelope.passport.model_dump_json()))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("path", EVENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_event_of_another_version_can_be_passed_on(path: Path) -> None:
    envelope = decode(as_message(BY_NAME[path.stem], of(path)), event_of(path))
    assert decode(encode(envelope, "k"), event_of(path)) == envelope


@pytest.mark.parametrize("version", ["0.1"])
def test_what_clients_and_operators_wrote_is_still_taken(version: str) -> None:
    folder = RECORDED / version
    submission = of(folder / f"{SUBMITTED.name}.json")["value"]
    assert read_submission(json.dumps(submission).encode()).url == submission["url"]
    command = of(folder / f"{CONTROL.name}.json")
    value = json.dumps(command["value"]).encode()
    assert read_control(command["key"].encode(), value).by == command["value"]["by"]


def test_a_reason_of_a_newer_version_is_kept_with_its_outcome() -> None:
    path = RECORDED / "newer" / "urls.outcomes.v1.json"
    envelope = decode(as_message(BY_NAME[path.stem], of(path)), Outcome)
    outcome = envelope.data
    assert (outcome.reason.value, outcome.outcome.value) == ("on_strike", "postponed")
    assert outcome.reason.outcome is outcome.outcome
    assert outcome.reason not in list(Reason)
    assert outcome.reason == Reason.read("on_strike")


def test_a_word_that_is_none_is_no_reason() -> None:
    for word in ("", "A", "on strike", "x" * 61, "\0", "new\n"):
        with pytest.raises(ValueError, match="not a reason"):
            Reason.read(word)
    assert Reason.read("new") is Reason.NEW
    assert OutcomeKind.read("failed") is OutcomeKind.FAILED
