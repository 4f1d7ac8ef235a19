"""Real pages with gold, read from a folder outside the repository."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from schemas.url import BadUrl, host_of
from schemas.url.hosts import site_of

TABNAK_URL = "https://www.tabnak.ir/fa/news/962792/"
TABNAK = {
    "title": "Kremlin says agreed with Turkey to defuse tensions in Idlib, Erdoğan asks Russia "
    "to step aside",
    "authors": [],
    "date": "2020-03-01T11:34:00+03:30",
}
SETS = (
    "scrapinghub", "fundus", "wcxb", "news_en", "waddle", "magic", "snippets", "dates",
    "no_articles",
)  # fmt: skip
_LAST_WORD = 64
"""Of 256 sites so many are in half C."""


@dataclass(frozen=True)
class Page:
    """A page and what is known of it; what gold does not state is None."""

    set: str
    id: str
    url: str
    html: bytes
    body: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: datetime | None = None
    tags: tuple[str, ...] | None = None
    language: str | None = None
    kind: str | None = None
    """What it is, where it is no article."""
    wanted: tuple[str, ...] = ()
    """Sentences that the body must hold."""
    unwanted: tuple[str, ...] = ()
    """Sentences that it must not hold."""

    @property
    def text(self) -> str:
        """The gold body; nothing where the set has none."""
        return self.body or ""

    @property
    def site(self) -> str:
        return site_of(host_of(self.url))

    @property
    def key(self) -> str:
        return f"{self.set}/{self.id}"

    @property
    def half(self) -> str:
        """A to choose on, B to report, C for the last word; a site's pages stand together."""
        digest = blake2b(self.site.encode(), digest_size=1).digest()[0]
        other = blake2b(self.site.encode(), digest_size=1, salt=b"last word").digest()[0]
        return "C" if other < _LAST_WORD else "AB"[digest % 2]


def read_corpus(root: Path, only: str | None = None) -> list[Page]:
    """Read every set that is there, or one alone."""
    pages = [page for name in SETS if only in (None, name) for page in _gold(root / name)]
    if only in (None, "tabnak"):
        pages.extend(_tabnak(root / "tabnak"))
    if not pages:
        raise FileNotFoundError(f"no gold.jsonl under {root}")
    return pages


def _gold(folder: Path) -> Iterator[Page]:
    if not (folder / "gold.jsonl").exists():
        return
    for line in (folder / "gold.jsonl").read_text("utf-8").strip().split("\n"):
        row = json.loads(line)
        html = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes())
        yield _page(folder.name, row, html)


def _page(name: str, row: dict[str, Any], html: bytes) -> Page:
    def tuple_of(field: str) -> tuple[str, ...] | None:
        return tuple(row[field]) if row.get(field) is not None else None

    return Page(
        set=name,
        id=row["id"],
        url=_address(row),
        html=html,
        body=row.get("body"),
        title=row.get("title"),
        authors=tuple_of("authors"),
        date=datetime.fromisoformat(row["date"]) if row.get("date") else None,
        tags=tuple_of("tags"),
        language=row.get("language"),
        kind=row.get("kind"),
        wanted=tuple(row.get("with", ())),
        unwanted=tuple(row.get("without", ())),
    )


def _address(row: dict[str, Any]) -> str:
    """Return the page's URL; some sets have names of files in its place."""
    try:
        host_of(row["url"])
    except BadUrl:
        return f"https://{row['id']}.invalid/"
    return str(row["url"])


def _tabnak(folder: Path) -> Iterator[Page]:
    if not folder.exists():
        return
    body = (folder / "gold_body.txt").read_text("utf-8")
    for path in sorted(folder.glob("*.html")):
        row = {"id": path.stem, "url": TABNAK_URL, "body": body, **TABNAK}
        yield _page("tabnak", row, path.read_bytes())
