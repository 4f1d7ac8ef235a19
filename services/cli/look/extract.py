"""`newsreel extract FILE…|URL`: what the extract service would publish, without Kafka."""

import mimetypes
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from schemas.events import ArticleExtracted, PageFetched
from schemas.url import BadUrl, parse_url
from services.cli.ending import run_to_end
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.formats import format_of
from services.cli.input.lines import STDIN, STDIN_NUMBER
from services.cli.output.advice import setting_for
from services.cli.output.terminal import print_line
from services.clock import now
from services.fetch.http.user_agent import PRODUCT
from services.fetch.rights.head import meta_rights
from services.stage.endings import Ended


class Found(NamedTuple):
    """What is known of saved pages besides their bytes."""

    url: str | None = None
    """Where they were found."""
    at: datetime | None = None
    """When they were fetched; None: now."""
    charset: str | None = None
    """What the HTTP header said of them."""


def extract_sources(
    sources: list[str], found: Found, enriched: bool, format_name: str, console: Console
) -> int:
    """Print each source's article in a format; exit code 1 if one had none (reason on stderr)."""
    from w3lib.encoding import resolve_encoding

    form = format_of(format_name)
    _require_one_url(sources, found)
    if found.charset and resolve_encoding(found.charset) is None:
        said = f"there is no charset {found.charset!r}: ignored, as the service does"
        print_line(said, console, "yellow")
    failed = False
    for source in sources:
        article = _article(source, found, enriched)
        if isinstance(article, str):
            print_line(article, console, "red")
            failed = True
        else:
            print(form.render(article))
    return 1 if failed else 0


def _is_url(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _require_one_url(sources: list[str], found: Found) -> None:
    """Refuse several URLs: nothing here lets a host wait between two requests."""
    urls = [source for source in sources if _is_url(source)]
    if len(urls) > 1:
        raise Problem("one URL at a time; `newsreel run` takes many, and keeps a host's pace", 2)
    if urls and any(found):
        raise Problem("--url, --at and --charset tell of saved pages: a URL needs none", 2)


def _article(source: str, found: Found, enriched: bool) -> ArticleExtracted | str:
    """Return the article of a source, or why there is none."""
    from services.enrich.enrich import enrich
    from services.enrich.enrichers import in_force
    from services.extract.extract import extract

    try:
        page = _page(source, found)
    except OSError as error:
        return f"cannot read {source}: {error.strerror}"
    result = page if isinstance(page, Ended) else extract(page)
    if isinstance(result, Ended):
        setting = setting_for(result.reason, result.detail)
        why = f"{result.reason}{f': {result.detail}' if result.detail else ''}"
        return f"{source}: {why}{f' ({setting})' if setting else ''}"
    return enrich(result.article, in_force()) if enriched else result.article


def _page(source: str, found: Found) -> PageFetched | Ended:
    """Fetch a URL, or read a saved page."""
    if not _is_url(source):
        return _saved(Path(source), found)
    from services.cli.clients.page import accept_url, fetch_page

    accepted = accept_url(config := settings(), source)
    return accepted if isinstance(accepted, Ended) else run_to_end(fetch_page(config, accepted))


def _saved(file: Path, found: Found) -> PageFetched:
    """Read a saved page as if it had been fetched."""
    try:
        address = parse_url(found.url or f"https://localhost/{file.name}")
    except BadUrl as error:
        raise Problem(f"--url {found.url}: {error}", 2) from error
    with open(STDIN_NUMBER if file == Path(STDIN) else file, "rb") as opened:
        body = opened.read()
    fetched_at = found.at or now()
    return PageFetched(
        url=address.href,
        final_url=address.href,
        host=address.host,
        site=address.site,
        content_type=mimetypes.guess_type(file.name)[0] or "text/html",
        charset=found.charset,
        fetched_at=fetched_at,
        rights=meta_rights(body, PRODUCT, fetched_at, address.href),
        body=body,
    )
