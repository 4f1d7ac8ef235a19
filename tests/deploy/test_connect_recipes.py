"""The recipes for Kafka Connect have the form of its REST API, and fit the topics."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.pipeline import TOPICS
from schemas.topic import PAGE_BYTES

FOLDER = Path(__file__).parents[2] / "deploy" / "connect"
RECIPES = sorted(FOLDER.glob("*.json"))
PUBLIC = {topic.name for topic in TOPICS if topic.public}


def load(recipe: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(recipe.read_bytes())
    return found


def test_there_is_one_for_search_one_for_files_and_one_for_tables() -> None:
    assert {recipe.stem for recipe in RECIPES} == {"opensearch", "s3", "iceberg"}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_a_recipe_is_what_connect_takes_by_post(recipe: Path) -> None:
    body = load(recipe)
    assert set(body) == {"name", "config"}
    assert body["name"] == f"newsreel-{recipe.stem}"
    assert all(isinstance(value, str) for value in body["config"].values())
    assert {"connector.class", "tasks.max"} <= set(body["config"])


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_a_recipe_reads_public_topics_as_the_plain_json_that_they_hold(recipe: Path) -> None:
    config = load(recipe)["config"]
    assert set(config["topics"].split(",")) <= PUBLIC
    assert config["value.converter"] == "org.apache.kafka.connect.json.JsonConverter"
    assert config["value.converter.schemas.enable"] == "false"
    assert config["key.converter"] == "org.apache.kafka.connect.storage.StringConverter"
    assert int(config["consumer.override.max.partition.fetch.bytes"]) >= PAGE_BYTES


def test_every_name_of_a_transformation_is_defined() -> None:
    for recipe in RECIPES:
        config = load(recipe)["config"]
        for kind in ("transforms", "predicates"):
            for name in filter(None, config.get(kind, "").split(",")):
                assert f"{kind}.{name}.type" in config
        used = {value for key, value in config.items() if key.endswith(".predicate")}
        assert used <= set(config.get("predicates", "").split(","))
