"""`newsreel open`: URLs without an answer by name, and why; and what would help one that failed."""

from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from services.cli.cards import readable
from services.cli.helpful_settings import setting_for
from services.cli.look.trace import open_facts
from services.cli.look.waiting import instant, waiting_for
from services.cli.stages import ask_ledger
from services.cli.steer.control import UNREAD, held, in_words
from services.clock import now
from services.settings import Settings


async def list_open(settings: Settings, limit: int, as_json: bool, console: Console) -> int:
    """Print the URLs without an answer, oldest first: how old, why, until when."""
    lines = await ask_ledger(settings, "/open", limit=str(limit))
    waits = waiting_for(settings, {line["submission_id"]: line["url"] for line in lines})
    holding = await held(settings)
    for line in lines:
        waiting = waits.get(line["submission_id"])
        if as_json:
            print(orjson.dumps(line | open_facts(line, waiting, holding)).decode())
            continue
        age = age_in_words(now().timestamp() - line["submitted_at"])
        text = Text(f"{age:>6}  {readable(line['url'])}  ").append(line["submission_id"], "dim")
        console.print(text, soft_wrap=True)
        said = "in work, or in a stage's queue"
        if waiting is not None:
            said = f"until {instant(waiting.due_at)}: {waiting.words}"
        console.print(Text(f"        {said}", "yellow"), soft_wrap=True)
        if withdrawn := holding.cancels.get(line["submission_id"]):
            console.print(
                Text(f"        in force: {in_words(withdrawn)}", "yellow"), soft_wrap=True
            )
    if lines and not as_json:
        for each in holding.pauses:
            console.print(Text(f"in force: {in_words(each)}", "yellow"), soft_wrap=True)
        if not holding.is_known:
            console.print(Text(UNREAD, "yellow"))
    if not lines and not as_json:
        console.print("every URL that was submitted has its answer")
    return 0


def help_for(answer: dict[str, Any]) -> str | None:
    """Say what would help a URL that failed so; None where nothing is known."""
    if answer["outcome"] == "dead_lettered":
        return "see `newsreel dlq list`; `newsreel dlq retry` after the mend"
    setting = setting_for(answer["reason"], answer["detail"])
    return f"decided by {setting}" if setting else None


def age_in_words(seconds: float) -> str:
    """Write an age in its largest unit: `40s`, `3m`, `5h`, `2d`."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f}{unit}"
    return f"{max(seconds, 0):.0f}s"
