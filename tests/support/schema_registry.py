"""A small schema registry that speaks the documented REST API; it keeps all in memory."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from jsonschema import Draft202012Validator, SchemaError

from schemas.compatibility import breaking

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"


@dataclass
class SchemaRegistry:
    """What was registered, by subject; `login` is `user:password` where one is wanted."""

    login: str | None = None
    url: str = ""
    schemas: dict[str, list[str]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def put(self, subject: str, schema: str) -> int:
        """Register a version."""
        versions = self.schemas.setdefault(subject, [])
        if schema not in versions:
            versions.append(schema)
        return self.ids.setdefault(schema, len(self.ids) + 1)

    async def look_up(self, subject: str, schema: str) -> web.Response:
        """POST /subjects/{subject}."""
        if subject not in self.schemas:
            return _error(404, 40401, f"Subject '{subject}' not found.")
        if schema not in self.schemas[subject]:
            return _error(404, 40403, "Schema not found")
        version = self.schemas[subject].index(schema) + 1
        return _answer({"subject": subject, "version": version, "id": self.ids[schema]})

    async def compare(self, subject: str, schema: str) -> web.Response:
        """POST /compatibility/subjects/{subject}/versions/latest?verbose=true."""
        if subject not in self.schemas:
            return _error(404, 40401, f"Subject '{subject}' not found.")
        faults = self._faults(subject, schema)
        return _answer({"is_compatible": not faults, "messages": faults})

    async def register(self, subject: str, schema: str) -> web.Response:
        """POST /subjects/{subject}/versions."""
        try:
            Draft202012Validator.check_schema(json.loads(schema))
        except SchemaError as error:
            return _error(422, 42201, f"Invalid schema: {error.message}")
        if self._faults(subject, schema):
            return _error(409, 409, "Schema being registered is incompatible")
        return _answer({"id": self.put(subject, schema)})

    async def set_level(self, request: web.Request) -> web.Response:
        """PUT /config/{subject}."""
        level = json.loads(await request.read())["compatibility"]
        self.levels[request.match_info["subject"]] = level
        return _answer({"compatibility": level})

    def _faults(self, subject: str, schema: str) -> list[str]:
        versions = self.schemas.get(subject, [])
        name = subject.removesuffix("-value")
        pair = [{name: json.loads(each)} for each in (*versions[-1:], schema)]
        return breaking(*pair) if versions else []


@asynccontextmanager
async def serving(registry: SchemaRegistry) -> AsyncIterator[SchemaRegistry]:
    """Serve until the block ends."""

    @web.middleware
    async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
        wanted = registry.login and base64.b64encode(registry.login.encode()).decode()
        if wanted and request.headers.get("Authorization") != f"Basic {wanted}":
            return _error(401, 401, "Unauthorized")
        response: web.StreamResponse = await handler(request)
        return response

    app = web.Application(middlewares=[guard])
    app.router.add_post("/subjects/{subject}", _of(registry.look_up))
    app.router.add_post("/subjects/{subject}/versions", _of(registry.register))
    app.router.add_post("/compatibility/subjects/{subject}/versions/latest", _of(registry.compare))
    app.router.add_put("/config/{subject}", registry.set_level)
    async with TestServer(app) as server:
        registry.url = str(server.make_url("/"))
        yield registry


def _of(
    answer: Callable[[str, str], Awaitable[web.Response]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        body = json.loads(await request.read())
        if request.content_type != MEDIA_TYPE or body["schemaType"] != "JSON":
            return _error(415, 415, "Unsupported Media Type")
        return await answer(request.match_info["subject"], body["schema"])

    return handle


def _answer(data: object, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(data).encode(), status=status, content_type=MEDIA_TYPE)


def _error(status: int, code: int, message: str) -> web.Response:
    return _answer({"error_code": code, "message": message}, status)
