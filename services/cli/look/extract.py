"""`newsreel extract FILE…`: what the extract service would publish, without Kafka."""

import mimetypes
from datetime import datetime
from pathlib import Path

from rich.console import Console

from schemas.events import PageFetched
from schemas.url import BadUrl, parse_url
from services.cli.errors import Problem
from services.cli.input.formats import format_of
from services.clock import now
from services.fetch.http.user_agent import PRODUCT
from services.fetch.rights.head import meta_rights
from services.stage.endings import Ended


def extract_files(
    files: list[Path],
    url: str | None,
    at: datetime | None,
    charset: str | None,
    enriched: bool,
    format_name: str,
    console: Console,
) -> int:
    """Print each file's article in a format; exit code 1 if one had none (reason on stderr)."""
    from w3lib.encoding import resolve_encoding

    from services.enrich.enrich import enrich
    from services.enrich.enrichers import in_force
    from services.extract.extract import extract

    form = format_of(format_name)
    if charset and resolve_encoding(charset) is None:
        said = f"there is no charset {charset!r}: ignored, as the service does"
        console.print(said, style="yellow", markup=False, soft_wrap=True)
    failed = False
    for file in files:
        try:
            page = page_of(file, url, at, charset)
        except OSError as error:
            said = f"cannot read {file}: {error.strerror}"
            console.print(said, style="red", markup=False, soft_wrap=True)
            failed = True
            continue
        result = extract(page)
        if isinstance(result, Ended):
            detail = f": {result.detail}" if result.detail else ""
            said = f"{file}: {result.reason}{detail}"
            console.print(said, style="red", markup=False, soft_wrap=True)
            failed = True
            continue
        article = enrich(result.article, in_force()) if enriched else result.article
        print(form.render(article), end=form.end)
    return 1 if failed else 0


def page_of(
    file: Path, url: str | None, at: datetime | None = None, charset: str | None = None
) -> PageFetched:
    """Read a saved page as if it had been fetched from `url`, `at` an instant (default: now).

    `charset` is what the HTTP header said.
    """
    try:
        address = parse_url(url or f"https://localhost/{file.name}")
    except BadUrl as error:
        raise Problem(f"--url {url}: {error}", 2) from error
    body = file.read_bytes()
    fetched_at = at or now()
    return PageFetched(
        url=address.href,
        final_url=address.href,
        host=address.host,
        site=address.site,
        content_type=mimetypes.guess_type(file.name)[0] or "text/html",
        charset=charset,
        fetched_at=fetched_at,
        rights=meta_rights(body, PRODUCT, fetched_at, address.href),
        body=body,
    )
