"""What the page asks, and what it asks for: JSON in, JSON out."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web
from rich.console import Console

from services.cli.clients.ledger import ask_ledger, submissions_of
from services.cli.errors import Problem
from services.cli.look.trace import described
from services.cli.look.waiting import waiting_for
from services.cli.output.advice import help_for
from services.cli.steer.control import command
from services.cli.steer.dlq import Choice, act_on, letters
from services.cli.steer.send import cancels, send
from services.console.hosts import hosts
from services.console.stories import revisions, stories, story
from services.console.watch import Watch
from services.settings import Settings
from services.stage.health.server import json_response
from services.stage.operator.dead_letters import DeadLetter

LINES_MAX = "1000"
LETTERS_MAX = 1_000
BODY_MAX_BYTES = 65_536
GONE = "the article is no longer there: it was taken down, or its site no longer has it"
NOT_HELD = "the article is not held here any more; it stands on its topic"
Answer = Callable[[web.Request], Awaitable[object]]


class Questions:
    """The answers to `GET` and `POST /api/…`."""

    def __init__(self, settings: Settings, watch: Watch) -> None:
        self._settings, self._watch = settings, watch

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        settings = self._settings
        for path, answer in {
            "trace": self._trace,
            "open": lambda _: self._listed("/open"),
            "failed": lambda _: self._listed("/failed"),
            "hosts": lambda _: to_thread(hosts, settings, self._watch.in_force),
            "letters": self._letters,
            "stories": lambda asked: to_thread(stories, settings, 1 if _of(asked, "alone") else 2),
            "story": lambda asked: to_thread(story, settings, _of(asked, "id")),
            "revisions": lambda asked: to_thread(revisions, settings, _of(asked, "of")),
        }.items():
            app.router.add_get(f"/api/{path}", _as_json(answer))
        app.router.add_get("/api/article", self._article)
        app.router.add_post("/api/letters", _as_json(self._act))
        app.router.add_post("/api/control", _as_json(self._control))

    async def _article(self, request: web.Request) -> web.Response:
        tally, article_id = self._watch.tally, request.query.get("id", "")
        value = tally.article(article_id)
        if value is None:
            problem = GONE if tally.is_gone(article_id) else NOT_HELD
            return json_response({"problem": problem}, status=404)
        return web.Response(body=value, content_type="application/json")

    async def _trace(self, request: web.Request) -> object:
        return await self._explained(await submissions_of(self._settings, _of(request, "of")))

    async def _listed(self, path: str) -> object:
        return await self._explained(await ask_ledger(self._settings, path, limit=LINES_MAX))

    async def _explained(self, lines: list[dict[str, Any]]) -> object:
        urls = {line["submission_id"]: line["url"] for line in lines if line["answer"] is None}
        waits = await to_thread(waiting_for, self._settings, urls) if urls else {}
        for line in lines:
            waiting = waits.get(line["submission_id"])
            line["waits"] = waiting and described(waiting)
            line["helps"] = line["answer"] and help_for(line["answer"])
        return lines

    async def _letters(self, _: web.Request) -> object:
        found = await letters(self._settings, Choice())
        return [_letter(each) for each in found[:LETTERS_MAX]]

    async def _act(self, request: web.Request) -> object:
        asked = await _body(request)
        action = {"retry": "retried", "drop": "dropped"}.get(str(asked.get("action")))
        if action is None:
            raise Problem("action is `retry` or `drop`")
        choice = Choice(places=frozenset({str(asked.get("place"))}))
        meant = await letters(self._settings, choice)
        choice.require_places(meant)
        await act_on(self._settings, meant, action)
        return {"done": action}

    async def _control(self, request: web.Request) -> object:
        asked = await _body(request)
        why, by = str(asked.get("why") or ""), str(asked.get("by") or "") or "the console"
        target = str(asked.get("target") or "")
        if asked.get("action") == "cancel":
            commands, _ = await cancels(self._settings, [target], why, by)
        else:
            pace = {name: asked.get(name) for name in ("delay_seconds", "concurrency")}
            action: Any = asked.get("action")
            commands = [command(action, target, why, by, **pace)]
        await send(self._settings, commands, Console(quiet=True))
        return {"done": len(commands)}


def _of(request: web.Request, name: str) -> str:
    return request.query.get(name, "").strip()


def _as_json(answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            return json_response(await answer(request))
        except Problem as problem:
            return json_response({"problem": str(problem)}, status=422)

    return handle


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        asked = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise Problem("the request is not JSON") from None
    if not isinstance(asked, dict):
        raise Problem("the request is not a JSON object")
    return asked


def _letter(letter: DeadLetter) -> dict[str, str]:
    notes = ("stage", "reason", "error", "message", "traceback", "at")
    told = {name: letter.note(name) for name in notes}
    return told | {"place": letter.place, "url": letter.url, "submission_id": letter.submission_id}
