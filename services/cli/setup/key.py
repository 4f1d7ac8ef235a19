"""`newsreel key FILE`: the key that signs requests, and the directory that makes it known."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from rich.console import Console

from services.cli.errors import Problem
from services.cli.output.terminal import print_line
from services.setting_values import HTTPS_ORIGIN

WELL_KNOWN = "/.well-known/http-message-signatures-directory"
MEDIA_TYPE = "application/http-message-signatures-directory+json"


def key(path: Path, agent: str | None, days: int, console: Console) -> int:
    """Print the directory document of a key, which is made where there is none; exit code 0.

    What to do with it goes to `console`.
    """
    if agent and not re.fullmatch(HTTPS_ORIGIN, agent):
        raise Problem(f"{agent!r} is not an origin such as https://bot.example.org", 2)
    try:
        from services.fetch.signing.key import directory, make_key, read_key
        from services.fetch.signing.signer import Signer
    except ImportError:
        raise Problem("this needs `pip install -e '.[signing]'` in the repository") from None
    is_new = not path.exists()
    private = make_key(path) if is_new else read_key(path)
    print(orjson.dumps(directory(private), option=orjson.OPT_INDENT_2).decode())
    made = "made" if is_new else "found"
    origin = agent or "https://bot.example.org"
    said = [
        f"{made} {path}: keep it secret, and for nothing else",
        f"1. serve the document above at {origin}{WELL_KNOWN}",
        f"   with Content-Type: {MEDIA_TYPE}",
    ]
    if agent:
        served = Signer(private).directory_headers(urlsplit(agent).netloc, days)
        said += [f"   and for {days} days with these headers, then run this again:"]
        said += [f"   {name}: {value}" for name, value in served.items()]
    said += [
        f"2. NEWSREEL_FETCH_SIGNING_KEY={path.absolute()}",
        f"   NEWSREEL_FETCH_SIGNATURE_AGENT={origin}",
        "   and start fetch again",
    ]
    for line in said:
        print_line(line, console)
    return 0
