"""`newsreel history ARTICLE|URL`: what changed at each revision, as a diff for people."""

from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from schemas.events import Change
from services.cli.clients.articles import past_of
from services.cli.output.times import from_iso
from services.publish.rows.history import Revision
from services.settings import Settings


def show(settings: Settings, query: str, as_json: bool, console: Console) -> int:
    """Print an article's revisions, oldest first; a `Problem` where nobody knows it."""
    article, story, revisions = past_of(settings, query)
    if as_json:
        for each in revisions:
            head = {"article_id": article.article_id, "revision": each.revision}
            head["story_id"] = story.id if story else None
            print(orjson.dumps(head | as_data(each)).decode())
        return 0
    console.print(Text(article.url, style="bold"), soft_wrap=True)
    console.print(f"  revision 1 of {from_iso(article.first_seen_at)}")
    if story is not None:
        console.print(f"  article {story.position} of {story.size} of story {story.id}")
    for each in revisions:
        console.print(*_lines(each), sep="\n", soft_wrap=True)
    if article.gone_at:
        console.print(f"  gone since {from_iso(article.gone_at)}")
    return 0


def as_data(revision: Revision) -> dict[str, Any]:
    """Return what changed at a revision, for JSON."""
    fields = {**revision.change.model_dump(), "changed_fields": revision.changed_fields}
    return {"revision": revision.revision, "revised_at": revision.revised_at, **fields}


def _lines(revision: Revision) -> list[Text]:
    change, at = revision.change, from_iso(revision.revised_at)
    facts = f"  revision {revision.revision} of {at}: {change.kind}"
    fields = f"{', '.join(revision.changed_fields) or 'back again'}; {change.kept:.0%} kept"
    return [Text(f"{facts} ({fields})", style="cyan"), *_diff(change)]


def _diff(change: Change) -> list[Text]:
    gone = [("headline: ", change.title_before), ("lead: ", change.subtitle_before)]
    lines = [Text(f"    - {name}{text}", style="red") for name, text in gone if text]
    lines += [Text(f"    - {text}", style="red") for text in change.sentences_removed]
    return lines + [Text(f"    + {text}", style="green") for text in change.sentences_added]
