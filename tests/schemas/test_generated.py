"""What is generated from the contract is committed as it is generated, and is valid."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from docs.generate import tables
from schemas.generate import generated, json_schemas
from schemas.pipeline import CONTROL, PIPELINE, TOPICS
from services.stage.kafka.topics import wanted_config

ROOT = Path(__file__).parents[2]
FILES = {path.relative_to(ROOT).as_posix(): text for path, text in generated().items()} | {
    path.relative_to(ROOT).as_posix(): text for path, text in tables.generated().items()
}
SCHEMAS = json_schemas()
DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "schemas" / "asyncapi.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_a_generated_file_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == FILES[name], "run `make docs`"


def test_no_schema_is_left_from_a_topic_that_is_gone() -> None:
    assert {path.stem for path in (ROOT / "schemas" / "json").glob("*.json")} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described(name: str) -> None:
    fields = list(fields_of(SCHEMAS[name]))
    assert fields
    assert [field for field, description in fields if not description] == []


def fields_of(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field and its description, or that of the model it refers to."""
    models = schema.get("$defs", {})
    for part in [schema, *models.values()]:
        for field, about in part.get("properties", {}).items():
            model = models.get(about.get("$ref", "").removeprefix("#/$defs/"), {})
            yield field, about.get("description", model.get("description", ""))


# ---------------------------------------------------------------- AsyncAPI


def test_every_reference_of_the_asyncapi_document_resolves() -> None:
    references = set(re.findall(r"'\$ref': '([^']+)'", str(DOCUMENT)))
    assert len(references) > len(TOPICS)
    for reference in references:
        file, _, pointer = reference.partition("#")
        found: Any = DOCUMENT
        if file:
            found = json.loads((ROOT / "schemas" / file).read_text("utf-8"))
        for key in filter(None, pointer.split("/")):
            found = found[key]
        assert found, reference


def test_the_channels_are_the_topics_as_they_are_created() -> None:
    channels = DOCUMENT["channels"]
    assert list(channels) == [topic.name for topic in TOPICS]
    for topic in TOPICS:
        binding = channels[topic.name]["bindings"]["kafka"]
        config = binding["topicConfiguration"]
        written = {
            name: ",".join(value) if isinstance(value, list) else str(value)
            for name, value in config.items()
        }
        assert (binding["partitions"], written) == (topic.partitions, wanted_config(topic))


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_a_stage_receives_and_sends_what_the_pipeline_says(step: Any) -> None:
    mine = {
        (operation["action"], operation["channel"]["$ref"].removeprefix("#/channels/"))
        for name, operation in DOCUMENT["operations"].items()
        if name.startswith(f"{step.stage}.")
    }
    received = {("receive", topic.name) for topic in (*step.consumes, *step.restores_from, CONTROL)}
    sent = {
        ("send", topic.name) for topic in (*step.also_produces, *step.requeues, step.dead_letters)
    }
    if step.produces:
        sent |= {("send", step.produces.name), ("send", "urls.outcomes.v1")}
    assert mine == received | sent


def test_a_group_is_named_where_one_reads() -> None:
    for step in PIPELINE:
        for topic in step.reads:
            operation = DOCUMENT["operations"][f"{step.stage}.receive.{topic.name}"]
            assert ("bindings" in operation) == (topic in step.consumes)


@pytest.mark.parametrize("topic", ["articles.published.v1", "sites.health.v1", "control.v1"])
def test_a_message_without_value_is_part_of_the_contract(topic: str) -> None:
    name = f"{topic}.no-value"
    assert name in DOCUMENT["channels"][topic]["messages"]
    message = DOCUMENT["components"]["messages"][name]
    assert message["payload"] == {"type": "null"}
    headers = message.get("headers", {"properties": {}})["properties"]
    assert ("newsreel_revision" in headers) == (topic == "articles.published.v1")


def asyncapi_schema() -> dict[str, Any]:
    """AsyncAPI's own JSON Schema, from the npm package `@asyncapi/specs` where it is installed."""
    folder = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))
    path = folder / "@asyncapi" / "specs" / "schemas" / "3.1.0.json"
    if not path.exists():
        pytest.skip("AsyncAPI's schema is not here: npm install --no-save @asyncapi/specs")
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema


def test_the_document_is_valid_by_asyncapi_s_own_schema() -> None:
    validator = jsonschema.Draft7Validator(asyncapi_schema())
    assert [error.message for error in validator.iter_errors(DOCUMENT)] == []
    assert not validator.is_valid({**DOCUMENT, "channels": {"x": {"adress": "x"}}})
