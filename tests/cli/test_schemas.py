"""`newsreel schemas` speaks to a schema registry as its API is documented."""

import json
from collections.abc import AsyncIterator
from io import StringIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from schemas.pipeline import OUTCOMES, PUBLISHED, SUBMITTED, TOPICS
from services.cli.errors import Problem
from services.cli.setup.schemas import check, register, subjects
from services.settings import Settings, read_settings
from tests.support.schema_registry import SchemaRegistry, serving

PUBLIC = [topic.name for topic in TOPICS if topic.public]
QUIET = Console(file=StringIO())


@pytest.fixture
async def registry() -> AsyncIterator[SchemaRegistry]:
    async with serving(SchemaRegistry(login="mina:s3cret")) as found:
        yield found


@pytest.fixture
def settings(registry: SchemaRegistry) -> Settings:
    return read_settings(schema_registry_url=registry.url.replace("//", "//mina:s3cret@"))


async def test_every_public_topic_is_registered_once(
    registry: SchemaRegistry, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await register(settings, None, QUIET) == 0
    assert [*registry.schemas] == [f"{name}-value" for name in PUBLIC]
    assert registry.levels[f"{PUBLISHED.name}-value"] == "FORWARD"
    assert registry.levels[f"{SUBMITTED.name}-value"] == "BACKWARD"
    assert capsys.readouterr().out.count(": registered, id ") == len(PUBLIC)
    registry.levels.clear()
    assert await register(settings, None, QUIET) == 0
    assert capsys.readouterr().out.count(": as it is here, id ") == len(PUBLIC)
    assert {len(versions) for versions in registry.schemas.values()} == {1}
    assert registry.levels == {}


async def test_check_says_what_is_missing_and_changes_nothing(
    registry: SchemaRegistry, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await check(settings, None, QUIET) == 1
    assert f"{OUTCOMES.name}-value: not registered" in capsys.readouterr().out
    assert registry.schemas == {}
    await register(settings, None, QUIET)
    assert await check(settings, None, QUIET) == 0


def earlier(name: str, **properties: object) -> str:
    """Return a schema as it may have been: without its last field, and with others."""
    (now,) = [json.loads(each.schema) for each in subjects() if each.name == f"{name}-value"]
    now["properties"].popitem()
    now["properties"] |= properties
    return json.dumps(now)


async def test_a_schema_that_has_grown_becomes_a_further_version(
    registry: SchemaRegistry, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.put(f"{OUTCOMES.name}-value", earlier(OUTCOMES.name))
    assert await check(settings, None, QUIET) == 1
    assert f"{OUTCOMES.name}-value: changed, and compatible" in capsys.readouterr().out
    assert await register(settings, None, QUIET) == 0
    assert len(registry.schemas[f"{OUTCOMES.name}-value"]) == 2
    assert f"{OUTCOMES.name}-value" not in registry.levels  # the operator's own stays


async def test_where_one_is_refused_none_is_registered(
    registry: SchemaRegistry, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.put(f"{OUTCOMES.name}-value", earlier(OUTCOMES.name, verdict={"type": "string"}))
    assert await register(settings, None, QUIET) == 1
    said = capsys.readouterr().out
    assert f"{OUTCOMES.name}-value: not compatible with the version there" in said
    assert "verdict: the field is gone" in said
    assert [*registry.schemas] == [f"{OUTCOMES.name}-value"]


async def test_without_the_login_the_registry_says_no_and_no_password_is_shown(
    registry: SchemaRegistry, settings: Settings
) -> None:
    with pytest.raises(Problem, match=r"\(401\): Unauthorized"):
        await check(settings, registry.url, QUIET)
    with pytest.raises(Problem, match="does not answer") as told:
        await check(settings, "http://mina:s3cret@127.0.0.1:1", QUIET)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("url", [None, "localhost:8081", "ftp://a.example"])
async def test_an_address_that_is_none_is_a_clear_problem(url: str | None) -> None:
    with pytest.raises(Problem) as told:
        await check(read_settings(), url, QUIET)
    assert told.value.exit_code == 2


async def test_what_is_no_schema_registry_is_told(settings: Settings) -> None:
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", _page)
    async with TestServer(app) as server:
        with pytest.raises(Problem, match="not the answer of a schema registry"):
            await check(settings, str(server.make_url("/")), QUIET)


async def _page(_: web.Request) -> web.Response:
    return web.Response(text="<html>", content_type="text/html")
