"""The examples of `schemas/examples/` are one article's journey, and the stages agree with them."""

import json
from typing import Any

import jsonschema
import pytest

from docs.generate import examples as journey
from schemas import examples
from schemas.control import read_control
from schemas.envelope import Message, decode
from schemas.events import ArticleEnriched
from schemas.generate import json_schemas
from schemas.identity import event_id, outcome_id
from schemas.packed import BadEnvelope
from schemas.pipeline import (
    ACCEPTED,
    CONTROL,
    ENRICHED,
    EXTRACTED,
    FETCHED,
    OUTCOMES,
    PUBLISHED,
    RETRACTED,
    SITES,
    SUBMITTED,
    TOPICS,
)
from schemas.submission import BadSubmission, read_submission
from schemas.topic import Topic

MADE = examples.JOURNEY[1:]
REGENERATE = "if the change is wanted: make docs"
CLOCKS = {
    "ce_time",
    "at",
    "duration_ms",
    "decided_at",
    "first_seen_at",
    "revised_at",
    "retracted_at",
}
SCHEMAS = json_schemas()


def name(topic: Topic) -> str:
    return topic.name


def timeless(data: Any) -> Any:
    """Leave out what a clock says."""
    if isinstance(data, dict):
        return {key: timeless(value) for key, value in data.items() if key not in CLOCKS}
    return [timeless(each) for each in data] if isinstance(data, list) else data


def test_there_is_an_example_for_every_topic_but_dead_letters() -> None:
    wanted = {topic.name for topic in TOPICS if ".dlq." not in topic.name}
    assert {topic.name for topic in (*examples.JOURNEY, CONTROL)} == wanted
    assert {path.stem for path in examples.FOLDER.glob("*.json")} == wanted


@pytest.mark.parametrize("topic", [*examples.JOURNEY, CONTROL], ids=name)
def test_an_example_is_valid_by_its_json_schema(topic: Topic) -> None:
    data = examples.example(topic)
    value = data["headers"]["newsreel_data"] if topic is FETCHED else data["value"]
    jsonschema.Draft202012Validator(SCHEMAS[topic.name]).validate(value)


@pytest.mark.parametrize("topic", MADE, ids=name)
def test_an_example_decodes_and_its_passport_is_valid(topic: Topic) -> None:
    envelope = journey.event(topic)
    wanted = {} if topic in (OUTCOMES, RETRACTED, SITES) else {"campaign": "spring", "row": 7}
    assert envelope.passport.attrs == wanted
    passport = examples.example(topic)["headers"]["newsreel_passport"]
    jsonschema.Draft202012Validator(SCHEMAS["passport"]).validate(passport)


@pytest.mark.parametrize("topic", MADE, ids=name)
def test_each_stage_makes_the_next_example_from_the_one_before(topic: Topic) -> None:
    made = examples.shown(topic, journey.made(topic))
    assert timeless(made) == timeless(examples.example(topic)), REGENERATE


def test_the_example_of_a_command_is_one() -> None:
    sent = examples.message(CONTROL)
    assert read_control(sent.key, sent.value).action == "pace"


def test_the_ids_of_the_journey_follow_from_each_other() -> None:
    cause = journey.event(SUBMITTED)
    assert cause.passport.submission_id == journey.submission().position_id
    for topic in MADE[: MADE.index(OUTCOMES)]:
        event = journey.event(topic)
        assert event.id == event_id(cause.id, topic.name)
        cause = event
    assert journey.event(OUTCOMES).id == outcome_id(cause.passport.submission_id)


def test_the_key_of_an_example_is_the_field_that_the_contract_names() -> None:
    for topic in MADE:
        assert examples.example(topic)["key"] == getattr(journey.event(topic).data, topic.key)


def with_field(topic: Topic, field: str) -> Message:
    sent = examples.message(topic)
    value = {**json.loads(sent.value or b""), field: "from the future"}
    return Message(sent.key, json.dumps(value).encode(), sent.headers)


def test_an_unknown_field_between_stages_is_ignored() -> None:
    newer = decode(with_field(ENRICHED, "sentiment"), ArticleEnriched)
    assert newer == journey.event(ENRICHED)


VARIED = (ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED)


def with_variant(topic: Topic, variant: dict[str, str]) -> Message:
    """The example's message; `variant` in the place of its field, none where it is empty."""
    sent = examples.message(topic)
    if topic is FETCHED:
        headers = dict(sent.headers)
        data = json.loads(headers["newsreel_data"] or b"")
        del data["variant"]
        headers["newsreel_data"] = json.dumps({**data, **variant}).encode()
        return Message(sent.key, sent.value, list(headers.items()))
    data = json.loads(sent.value or b"")
    del data["variant"]
    return Message(sent.key, json.dumps({**data, **variant}).encode(), sent.headers)


@pytest.mark.parametrize("topic", VARIED, ids=name)
def test_the_variant_goes_all_the_way_from_the_accepted_url_to_the_article(topic: Topic) -> None:
    assert topic.event is not None
    amp: Any = decode(with_variant(topic, {"variant": "amp"}), topic.event)
    assert amp.data.variant == "amp"
    field = SCHEMAS[topic.name]["properties"]["variant"]
    assert {"enum": ["amp", "mobile"], "type": "string"} in field["anyOf"]


@pytest.mark.parametrize("topic", VARIED, ids=name)
def test_an_event_from_before_there_were_variants_still_decodes(topic: Topic) -> None:
    assert topic.event is not None
    older: Any = decode(with_variant(topic, {}), topic.event)
    assert older == journey.event(topic)
    assert older.data.variant is None


def test_an_unknown_field_in_a_submission_is_refused_by_name() -> None:
    with pytest.raises(BadSubmission, match="`sentiment`"):
        read_submission(with_field(SUBMITTED, "sentiment").value)


def test_an_event_of_another_type_is_refused() -> None:
    with pytest.raises(BadEnvelope, match="ce_type"):
        decode(examples.message(PUBLISHED), ArticleEnriched)
