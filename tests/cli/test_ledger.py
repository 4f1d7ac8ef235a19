"""What is asked of the ledger: a URL as it was submitted, else as intake writes it."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from services.cli.clients.ledger import submissions_of
from services.settings import read_settings

URL = "https://a.example/1"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (URL, ["s-1"]),
        ("HTTPS://A.example:443/1#top", ["s-1"]),
        (f"{URL}#as-submitted", ["s-2"]),
        ("https://a.example/2", []),
        ("s-9", []),
        ("https://", []),
    ],
)
async def test_a_url_is_found_as_submitted_and_else_as_intake_writes_it(
    query: str, found: list[str]
) -> None:
    known = {URL: "s-1", f"{URL}#as-submitted": "s-2"}

    async def trace(request: web.Request) -> web.Response:
        name = known.get(request.query["of"])
        return web.json_response([{"submission_id": name}] if name else [])

    app = web.Application()
    app.router.add_get("/trace", trace)
    async with TestServer(app) as server:
        settings = read_settings(ledger_url=str(server.make_url("")).rstrip("/"))
        lines = await submissions_of(settings, query)
    assert [line["submission_id"] for line in lines] == found
