"""A schema registry over its REST API, as Confluent documents it.

docs.confluent.io/platform/current/schema-registry/develop/api.html
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from services.cli.errors import Problem
from services.silent import why_silent

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
TIMEOUT = aiohttp.ClientTimeout(total=30)
NO_SUBJECT, NO_VERSION, NO_SCHEMA = 40401, 40402, 40403
"""Error codes of the API."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a schema stands to what the registry holds of its subject."""

    id: int | None = None
    """Its id, where it is registered."""
    is_new: bool = False
    """Whether the registry does not know the subject yet."""
    faults: list[str] = field(default_factory=list)
    """Why the registry would refuse it."""

    def __str__(self) -> str:
        """Say it in a line."""
        if self.faults:
            return "not compatible with the version there: " + "; ".join(self.faults)
        if self.id is not None:
            return f"as it is here, id {self.id}"
        return "not registered" if self.is_new else "changed, and compatible"


class Registry:
    """The questions; all raise `Problem` where the registry does not answer or refuses us."""

    def __init__(self, session: aiohttp.ClientSession, url: URL) -> None:
        self._session, self._url = session, url

    async def standing(self, subject: str, schema: str) -> Standing:
        """Look a schema up, and where it is not registered ask whether it could be."""
        body = {"schemaType": "JSON", "schema": schema}
        found = await self._ask("POST", f"subjects/{quote(subject)}", body, (NO_SUBJECT, NO_SCHEMA))
        if "id" in found:
            return Standing(id=found["id"])
        path = f"compatibility/subjects/{quote(subject)}/versions/latest?verbose=true"
        told = await self._ask("POST", path, body, (NO_SUBJECT, NO_VERSION))
        if "is_compatible" not in told:
            return Standing(is_new=True)
        if told["is_compatible"]:
            return Standing()
        return Standing(faults=told.get("messages") or ["it does not say why"])

    async def set_compatibility(self, subject: str, level: str) -> None:
        """Set what the versions of a subject must be to each other."""
        await self._ask("PUT", f"config/{quote(subject)}", {"compatibility": level})

    async def register(self, subject: str, schema: str) -> int:
        """Register a version, and return the schema's id."""
        body = {"schemaType": "JSON", "schema": schema}
        told = await self._ask("POST", f"subjects/{quote(subject)}/versions", body)
        return int(told["id"])

    async def _ask(
        self, method: str, path: str, body: dict[str, Any], unknown: tuple[int, ...] = ()
    ) -> dict[str, Any]:
        """Ask; an error code of `unknown` is an answer too."""
        url = URL(f"{str(self._url).rstrip('/')}/{path}", encoded=True)
        try:
            async with self._session.request(
                method, url, data=orjson.dumps(body), allow_redirects=False
            ) as response:
                told = _read(await response.read())
                if response.status == 200 and told is not None:
                    return told
                code = (told or {}).get("error_code")
                if told is not None and code in unknown:
                    return told
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            why = why_silent(error)
            raise Problem(f"the schema registry at {self._url} does not answer: {why}") from error
        why = (told or {}).get("message") or "that is not the answer of a schema registry"
        raise Problem(f"the schema registry refuses {path} ({response.status}): {why}")


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Registry]:
    """Talk to a registry; user and password of the address go into a header, not into messages."""
    url = URL(address)
    headers = {"Accept": f"{MEDIA_TYPE}, application/json", "Content-Type": MEDIA_TYPE}
    if url.user:
        headers["Authorization"] = aiohttp.encode_basic_auth(url.user, url.password or "")
    async with aiohttp.ClientSession(headers=headers, timeout=TIMEOUT, trust_env=True) as session:
        yield Registry(session, url.with_user(None))


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return told if isinstance(told, dict) else None
