"""`newsreel history ARTICLE|URL`: what changed at each revision, as a diff for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from schemas.events import Change
from services.cli.clients.articles import Past, past_of
from services.cli.output.terminal import print_json, print_line
from services.cli.output.times import from_iso
from services.publish.rows.history import Revision
from services.publish.texts.contents import unpack
from services.settings import Settings


def show(settings: Settings, query: str, as_json: bool, console: Console) -> int:
    """Print an article's revisions, oldest first; a `Problem` where nobody knows it."""
    past = past_of(settings, query)
    article, story, revisions = past
    if as_json:
        for line in _lines_of(past):
            print_json(line)
        return 0
    print_line(article.url, console, "bold")
    console.print(f"  revision 1 of {from_iso(article.first_seen_at)}")
    if story is not None:
        console.print(f"  article {story.position} of {story.size} of story {story.id}")
    for each, heads in zip(revisions, _heads(past), strict=True):
        console.print(*_lines(each, heads), sep="\n", soft_wrap=True)
    if article.gone_at:
        console.print(f"  gone since {from_iso(article.gone_at)}")
    return 0


def as_data(revision: Revision) -> dict[str, Any]:
    """Return what changed at a revision, for JSON."""
    fields = {**revision.change.model_dump(), "changed_fields": revision.changed_fields}
    return {"revision": revision.revision, "revised_at": revision.revised_at, **fields}


def _lines_of(past: Past) -> Iterator[dict[str, Any]]:
    """Yield each revision from the first, as data, and the article's end where it has gone."""
    article, story, revisions = past
    head = {"article_id": article.article_id, "story_id": story.id if story else None}
    yield head | {"revision": 1, "revised_at": article.first_seen_at}
    yield from (head | as_data(each) for each in revisions)
    if article.gone_at:
        yield head | {"revision": article.revision, "gone_at": article.gone_at}


def _heads(past: Past) -> list[tuple[str, str]]:
    """Return headline and lead of each revision after the first.

    Kept are those of the latest, and with each change those before.
    """
    latest = unpack(past.article.content)
    heads = [(latest.title, latest.subtitle)]
    for later in reversed(past.revisions):
        title, lead = heads[-1]
        change = later.change
        heads.append((change.title_before or title, change.subtitle_before or lead))
    return heads[-2::-1]


def _lines(revision: Revision, heads: tuple[str, str]) -> list[Text]:
    change, at = revision.change, from_iso(revision.revised_at)
    facts = f"  revision {revision.revision} of {at}: {change.kind}"
    fields = f"{', '.join(revision.changed_fields) or 'back again'}; {change.kept:.0%} kept"
    return [Text(f"{facts} ({fields})", style="cyan"), *_diff(change, heads)]


def _diff(change: Change, heads: tuple[str, str]) -> Iterator[Text]:
    before_heads = (change.title_before, change.subtitle_before)
    for name, before, after in zip(("headline", "lead"), before_heads, heads, strict=True):
        if before:
            yield from _changed([f"{name}: {before}"], [f"{name}: {after}"])
    yield from _changed(change.sentences_removed, change.sentences_added)


def _changed(removed: Sequence[str], added: Sequence[str]) -> Iterator[Text]:
    yield from (Text(f"    - {text}", style="red") for text in removed)
    yield from (Text(f"    + {text}", style="green") for text in added)
