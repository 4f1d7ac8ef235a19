"""The pages that are measured: a corpus where there is one, else the sample site's."""

import gzip
import json
from pathlib import Path

from services.local.sample.catalogue import respond, stories

SETS = ("fundus", "scrapinghub")


def read_pages(corpus: Path | None) -> dict[str, bytes]:
    """Return HTML by the page's name."""
    return _corpus(corpus) if corpus else _samples()


def _corpus(root: Path) -> dict[str, bytes]:
    pages = {}
    for name in SETS:
        for line in (root / name / "gold.jsonl").read_text("utf-8").splitlines():
            key = json.loads(line)["id"]
            pages[key] = gzip.decompress((root / name / "pages" / f"{key}.html.gz").read_bytes())
    return pages


def _samples() -> dict[str, bytes]:
    found = {
        path.strip("/").replace("/", "-"): respond(path, "http://sample.test") for path in stories()
    }
    return {name: each.body for name, each in found.items()}
