"""What the worst bodies cost: memory, and the time that others must wait."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from services.fetch.http.body import Body
from services.stage.endings import PermanentError
from tests.harness.hostile.server import Site
from tests.harness.hostile.tricks.packed import BOMBS, SAID, bomb_of
from tests.harness.hostile.web import hostile_site

EXTRA_MB = 64


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_of_200_mb_costs_less_than_64_mb(encoding: str, site: Site) -> None:
    reason, extra_mb = _weighed(f"/bomb/{encoding}", site)
    assert reason == "decompression_limit"
    assert extra_mb < EXTRA_MB


@pytest.mark.parametrize(
    "path",
    ["/endless_body", "/endless_chunks", "/sized/10000000", "/headers/10000/1000/Set-Cookie",
     "/headers/1/1000000/X-Huge", "/empty_members"],
)  # fmt: skip
def test_a_flood_costs_less_than_64_mb(path: str, site: Site) -> None:
    assert _weighed(path, site)[1] < EXTRA_MB


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_holds_nobody_up_for_long(encoding: str) -> None:
    packed = bomb_of(encoding)
    body = Body(SAID.get(encoding, encoding), 10_000_000)
    waits_seconds: list[float] = []
    with pytest.raises(PermanentError):
        _unpack(body, packed, waits_seconds)
    assert max(waits_seconds) < 0.05


def _unpack(body: Body, packed: bytes, waits_seconds: list[float]) -> None:
    """Unpack as the client does, and note how long each piece takes."""
    for start in range(0, len(packed), 65_536):
        pieces = body.add(packed[start : start + 65_536])
        while True:
            begun = time.thread_time()
            piece = next(pieces, None)
            waits_seconds.append(time.thread_time() - begun)
            if piece is None:
                break


def _weighed(path: str, site: Site) -> tuple[str, float]:
    command = [sys.executable, "-m", "tests.harness.hostile.weigh", path, json.dumps(asdict(site))]
    reason, extra_mb = json.loads(subprocess.check_output(command, timeout=60))
    print(f"{path}: {reason}, {extra_mb:.1f} MB")
    return reason, extra_mb
