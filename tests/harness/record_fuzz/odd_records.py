"""Records that no stage of ours writes: keys, headers, times, values, sizes. Pure."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import zstandard

from schemas.examples import JSON_HEADERS, example, message
from schemas.pipeline import ACCEPTED, CONTROL, FETCHED, SUBMITTED
from schemas.topic import Topic
from tests.harness.record_fuzz.odd_values import TEXTS, TIMES, changed, odd, written
from tests.support.raw_batches import Raw

Headers = list[tuple[bytes, bytes]]
ODD_NAMES = (
    b"",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\0",
    b"ce_id",
    b"newsreel_passport",
    b"x" * 999,
)
ODD_TIMES_MS = (
    0, -1, 1, -62_135_596_800_001, 253_402_300_799_999, 253_402_300_800_000,
    1_795_000_000_000_000, 2**63 - 1, -(2**63),
)  # fmt: skip
HARMLESS_ACTIONS = ("cancel", "unblock", "resume", "destroy", "", "\0", "pause all")
"""What good traffic survives: `pause` and `block` do what they say."""


class OddRecords:
    """Odd records of every topic, from one seed."""

    def __init__(self, rng: Random, site: str) -> None:
        """`site`: where accepted URLs are fetched from, `http://host:port`."""
        self._rng = rng
        self._site = site
        self._number = 0

    def of(self, topic: Topic, now_ms: int) -> Raw:
        """Make the next record of a topic."""
        self._number += 1
        rng = self._rng
        raw = Raw(self._value(topic), self._headers(topic), now_ms, self._key(topic))
        kind = rng.random()
        if kind < 0.03:
            raw = replace(raw, value=rng.randbytes(rng.randrange(200)))
        elif kind < 0.05:
            raw = replace(raw, value=None)
        elif kind < 0.06:
            raw = replace(raw, value=rng.randbytes(700_000))
        if rng.random() < 0.05:
            raw = replace(raw, timestamp_ms=rng.choice(ODD_TIMES_MS))
        return raw

    def _value(self, topic: Topic) -> bytes:
        rng = self._rng
        if topic is FETCHED:
            return self._page()
        tree = self._tree(topic)
        if topic is SUBMITTED and rng.random() < 0.3:
            return rng.choice(TEXTS).encode()
        data = changed(rng, tree, rng.randrange(3))
        if topic is CONTROL:
            return self._command(data)
        return data

    def _tree(self, topic: Topic) -> Any:
        """Return the good value, so that some of its changes go far; with a name of its own."""
        tree = example(topic)["value"]
        if topic is ACCEPTED:
            tree["url"] = f"{self._site}/odd/{self._number}"
            tree["host"] = tree["site"] = "127.0.0.1"
        if topic is SUBMITTED and isinstance(tree, dict):
            tree["id"] = f"odd-{self._number}"
        return tree

    def _page(self) -> bytes:
        rng = self._rng
        html: bytes = example(FETCHED)["value"].encode()
        if rng.random() < 0.5:
            place = rng.randrange(len(html))
            html = html[:place] + rng.randbytes(20) + html[place:]
        packed = zstandard.compress(html, 1)
        kind = rng.random()
        if kind < 0.1:
            return packed[: rng.randrange(len(packed))]
        if kind < 0.15:
            return zstandard.compress(bytes(30_000_000), 1)
        if kind < 0.2:
            return html
        return packed

    def _command(self, data: bytes) -> bytes:
        """Let no command stop the good traffic."""
        rng = self._rng
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            return data
        if not isinstance(tree, dict):
            return data
        tree["action"] = rng.choice(HARMLESS_ACTIONS) if rng.random() < 0.8 else odd(rng)
        return b"" if tree["action"] in ("pause", "block", "pace") else written(rng, tree)

    def _headers(self, topic: Topic) -> Headers:
        rng = self._rng
        headers = [(name.encode(), self._header(name, value)) for name, value in
                   message(topic).headers]  # fmt: skip
        kind = rng.random()
        if kind < 0.1 and headers:
            del headers[rng.randrange(len(headers))]
        elif kind < 0.2:
            headers.append((rng.choice(ODD_NAMES), rng.randbytes(rng.randrange(40))))
        elif kind < 0.22:
            headers += [(b"x%d" % n, b"") for n in range(2_000)]
        elif kind < 0.25:
            headers.append((b"newsreel_supersedes", str(odd(rng))[:500].encode("utf-8", "replace")))
        elif kind < 0.27:
            headers.append((b"newsreel_dlq_reason", b"x" * 100_000))
        rng.shuffle(headers)
        return headers

    def _header(self, name: str, value: bytes) -> bytes:
        rng = self._rng
        if name == "newsreel_passport":
            tree = json.loads(value)
            tree["submission_id"] = f"odd-{self._number}"
            return changed(rng, tree, rng.random() < 0.3)
        if name == "ce_id" and rng.random() < 0.9:
            return f"odd-{self._number}".encode()
        if rng.random() > 0.08:
            return value
        if name in JSON_HEADERS:
            return changed(rng, json.loads(value), 1)
        return str(rng.choice((*TIMES, *TEXTS[:12], "x" * 50_000))).encode("utf-8", "replace")

    def _key(self, topic: Topic) -> bytes | None:
        rng = self._rng
        kind = rng.random()
        if kind < 0.05:
            return None
        if kind < 0.1:
            return rng.randbytes(rng.choice((0, 1, 50, 100_000)))
        return message(topic).key
