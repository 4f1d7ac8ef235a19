"""Real pages with gold, read from a folder outside the repository."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from schemas.url import host_of, site_of

TABNAK_URL = "https://www.tabnak.ir/fa/news/962792/"
TABNAK = {
    "title": "Kremlin says agreed with Turkey to defuse tensions in Idlib, Erdoğan asks Russia "
    "to step aside",
    "authors": [],
    "date": "2020-03-01T11:34:00+03:30",
}


@dataclass(frozen=True)
class Page:
    """A page and what is known of it; what gold does not state is None."""

    set: str
    id: str
    url: str
    html: bytes
    body: str
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: datetime | None = None
    tags: tuple[str, ...] | None = None

    @property
    def site(self) -> str:
        return site_of(host_of(self.url))

    @property
    def half(self) -> str:
        """A or B, by the site: pages of one site never stand on both sides."""
        digest = blake2b(self.site.encode(), digest_size=1).digest()[0]
        return "AB"[digest % 2]


def read_corpus(root: Path) -> list[Page]:
    """Read every set that is there."""
    pages = [*_gold(root / "scrapinghub"), *_gold(root / "fundus"), *_tabnak(root / "tabnak")]
    if not pages:
        raise FileNotFoundError(f"no gold.jsonl under {root}")
    return pages


def _gold(folder: Path) -> Iterator[Page]:
    if not (folder / "gold.jsonl").exists():
        return
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        html = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        yield _page(folder.name, row, html)


def _page(name: str, row: dict[str, Any], html: bytes) -> Page:
    def tuple_of(field: str) -> tuple[str, ...] | None:
        return tuple(row[field]) if row.get(field) is not None else None

    return Page(
        set=name,
        id=row["id"],
        url=row["url"],
        html=html,
        body=row["body"],
        title=row.get("title"),
        authors=tuple_of("authors"),
        date=datetime.fromisoformat(row["date"]) if row.get("date") else None,
        tags=tuple_of("tags"),
    )


def _tabnak(folder: Path) -> Iterator[Page]:
    if not folder.exists():
        return
    body = (folder / "gold_body.txt").read_text("utf-8")
    for path in sorted(folder.glob("*.html")):
        row = {"id": path.stem, "url": TABNAK_URL, "body": body, **TABNAK}
        yield _page("tabnak", row, path.read_bytes())
