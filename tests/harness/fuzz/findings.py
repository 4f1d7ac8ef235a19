"""What went wrong, kept as files that can be run again."""

import json
import re
from collections import Counter
from hashlib import blake2b
from pathlib import Path

from schemas.envelope import Envelope
from schemas.events import PageFetched
from schemas.passport import Passport

SAME_KEPT_MAX = 5
"""Files kept of what looks like one fault; all are counted."""
_CHANGING = re.compile(r"\d+|'[^']*'|\"[^\"]*\"")


class Findings:
    """A folder of inputs, each with a note of what it did."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.counts: Counter[str] = Counter()

    def add(self, event: Envelope[PageFetched], problem: str) -> None:
        """Keep an input and what it did."""
        kind = _CHANGING.sub("_", problem)[:100]
        self.counts[kind] += 1
        if self.counts[kind] > SAME_KEPT_MAX:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        name = blake2b(event.data.body + kind.encode(), digest_size=6).hexdigest()
        (self._folder / f"{name}.body").write_bytes(event.data.body)
        note = {
            "problem": problem,
            "page": json.loads(event.data.model_dump_json()),
            "passport": json.loads(event.passport.model_dump_json()),
        }
        (self._folder / f"{name}.json").write_text(json.dumps(note, indent=1) + "\n")


def read_finding(path: Path) -> Envelope[PageFetched]:
    """Make the event of a kept input again, given its `.json` file."""
    note = json.loads(path.read_text())
    page = PageFetched.model_validate(
        {**note["page"], "body": path.with_suffix(".body").read_bytes()}
    )
    passport = Passport.model_validate(note["passport"])
    return Envelope(path.stem, "newsreel/fetch", page.fetched_at, passport, page)
