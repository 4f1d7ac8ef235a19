"""A newsroom's day in a minute: what is new, repeated, gone, broken, refused and wrong."""

import itertools
import json
import time
from collections.abc import Callable

from schemas.pipeline import CONTROL, PIPELINE, SUBMITTED
from services.local.sample.catalogue import sample_urls
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient

ROUND_SECONDS = 3.0
NEW_PER_ROUND = 4
CLOSED_PORT = 8099
RESERVED = ("newsreel_passport", b"{")


def feed(
    client: ForeignClient,
    site: str,
    paper: Newspaper,
    seconds: float,
    wrong: bool = True,
    enough: Callable[[], bool] = lambda: False,
) -> None:
    """Submit the sample site once, and a round of everything every few seconds, until `enough`.

    `wrong`: what is not an event at all, too.
    """
    ends = time.monotonic() + seconds
    for url in sample_urls(site):
        _submit(client, url)
    if wrong:
        _send_what_is_wrong(client)
    for number in itertools.count():
        if time.monotonic() > ends or enough():
            return
        _round(client, paper, number)
        time.sleep(ROUND_SECONDS)


def _round(client: ForeignClient, paper: Newspaper, number: int) -> None:
    for each in range(NEW_PER_ROUND):
        _submit(client, paper.url(f"/news/{number}/{each}"))
    _submit(client, paper.url("/news/0/0"))  # a repetition within the window
    path = "/taken-back"
    (paper.gone.discard if number % 4 < 2 else paper.gone.add)(path)
    _submit(client, paper.url(path), force=True)
    paper.missing.add(f"/missing/{number}")
    _submit(client, paper.url(f"/missing/{number}"))
    _submit(client, f"http://nowhere-{number}.invalid/article")
    _submit(client, f"http://127.0.0.2:{CLOSED_PORT}/article/{number}")  # tried again
    _submit(client, "ftp://a.example/article")


def _send_what_is_wrong(client: ForeignClient) -> None:
    """Send every stage a message that is not an event, and a command that is not one."""
    client.send(CONTROL.name, b"not a command", b"stage:nobody")
    client.send(SUBMITTED.name, b"https://a.example/", headers=[RESERVED])
    for step in PIPELINE:
        for topic in step.consumes:
            if topic != SUBMITTED:
                client.send(topic.name, b"not an event", b"nobody")


def _submit(client: ForeignClient, url: str, **more: object) -> None:
    client.send(SUBMITTED.name, json.dumps({"url": url, **more}).encode())
