"""`newsreel schemas`: the JSON Schemas of the public topics in a schema registry."""

from dataclasses import dataclass
from importlib.resources import files

import orjson
from rich.console import Console

from schemas.pipeline import SUBMITTED, TOPICS
from schemas.url.hosts import is_http_url
from services.cli.errors import Problem
from services.cli.setup.schema_registry import Registry, Standing, connected
from services.settings import Settings

FORWARD, BACKWARD = "FORWARD", "BACKWARD"


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic's values as the registry knows them (its TopicNameStrategy)."""

    name: str
    schema: str
    compatibility: str
    """What a first version is registered with. Who reads an old version must read what Newsreel
    writes now (FORWARD); what Newsreel reads must stay good (BACKWARD)."""


def subjects() -> list[Subject]:
    """Return the subjects of the public topics that have a schema."""
    return [
        Subject(
            f"{topic.name}-value",
            _schema(topic.name),
            BACKWARD if topic == SUBMITTED else FORWARD,
        )
        for topic in TOPICS
        if topic.public
    ]


def _schema(topic: str) -> str:
    text = files("schemas").joinpath("json", f"{topic}.json").read_bytes()
    return orjson.dumps(orjson.loads(text)).decode()


async def check(settings: Settings, url: str | None, console: Console) -> int:
    """Print how each subject stands; exit code 1 where one is not as it is here."""
    async with connected(_address(settings, url)) as registry:
        standing = await _standing(registry)
    for subject, found in standing:
        print(f"{subject.name}: {found}")
    return 0 if all(found.id is not None for _, found in standing) else 1


async def register(settings: Settings, url: str | None, console: Console) -> int:
    """Register what the registry lacks, if it refuses none; exit code 1 if it does."""
    async with connected(_address(settings, url)) as registry:
        standing = await _standing(registry)
        refused = [(subject, found) for subject, found in standing if found.faults]
        for subject, found in refused:
            print(f"{subject.name}: {found}")
        if refused:
            console.print("nothing was registered")
            return 1
        for subject, found in standing:
            print(f"{subject.name}: {await _put(registry, subject, found)}")
    return 0


async def _standing(registry: Registry) -> list[tuple[Subject, Standing]]:
    return [(each, await registry.standing(each.name, each.schema)) for each in subjects()]


async def _put(registry: Registry, subject: Subject, found: Standing) -> str:
    if found.id is not None:
        return str(found)
    if found.is_new:
        await registry.set_compatibility(subject.name, subject.compatibility)
    number = await registry.register(subject.name, subject.schema)
    return f"registered, id {number}"


def _address(settings: Settings, url: str | None) -> str:
    address = url or settings.schema_registry_url
    if not address:
        raise Problem("which registry? --registry URL, or NEWSREEL_SCHEMA_REGISTRY_URL", 2)
    if not is_http_url(address) or not address.isprintable():
        raise Problem(f"{address!r} is not the URL of a schema registry (http:// or https://)", 2)
    return address
