"""The web: what each URL shows from when on, the client that asks it, and who reads the pages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multidict import CIMultiDict, CIMultiDictProxy

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched, ArticleExtracted, PageFetched, Redirect
from schemas.identity import article_id
from schemas.outcomes import Reason
from schemas.url import host_of
from schemas.url.hosts import site_of
from schemas.url.story_url import story_url
from services.fetch.http.types import CheckHop, Conditional, Response
from services.stage.endings import Ended, TransientError
from tests.harness.simulation.clock import Clock
from tests.harness.simulation.process import OWNER

ANSWER_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """An article of a story; `canonical` is the URL that it names as its own."""

    story: int
    version: int
    canonical: str

    @property
    def body(self) -> bytes:
        """HTML."""
        words = " ".join(f"s{self.story}w{number}" for number in range(40))
        text = f"{words}. Of story {self.story} version {self.version} tells."
        return f"<!doctype html><link href={self.canonical} ><p>{text}</p>".encode()


@dataclass(frozen=True, slots=True)
class Moved:
    """A redirect."""

    to: str


@dataclass(frozen=True, slots=True)
class Status:
    """No page."""

    status: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A host that does not answer."""


Reply = Page | Moved | Status | Silent
Pages = Mapping[str, Sequence[tuple[float, Reply]]]
"""URL -> what it shows, each from so many seconds after the start on; the first from 0."""


class Client:
    """Stands in for `services.fetch.http.client.Client`."""

    user_agent = "Newsreel/simulated"

    def __init__(self, pages: Pages, clock: Clock) -> None:
        self._pages, self._clock = pages, clock

    def user_agent_for(self, _: str) -> str:
        """Return the name under which a host is asked."""
        return self.user_agent

    async def get(
        self,
        url: str,
        *,
        conditional: Conditional | None = None,
        check_hop: CheckHop | None = None,
        **_: Any,
    ) -> Response | Ended:
        """Ask for a URL and follow its redirects."""
        redirects: list[Redirect] = []
        while True:
            await OWNER.get().pause(ANSWER_SECONDS)
            shown = [reply for at, reply in self._pages.get(url, ()) if at <= self._clock.elapsed]
            reply = shown[-1] if shown else Status(404)
            if isinstance(reply, Silent):
                raise TransientError(Reason.CONNECT_ERROR, "silent")
            if not isinstance(reply, Moved):
                return _response(url, reply, redirects, conditional)
            redirects.append(Redirect(status=301, url=url))
            url = reply.to
            if check_hop is not None and (refused := await check_hop(url)):
                return refused


def _response(
    url: str, reply: Page | Status, redirects: list[Redirect], conditional: Conditional | None
) -> Response:
    body = reply.body if isinstance(reply, Page) else b""
    status = reply.status if isinstance(reply, Status) else 200
    headers = CIMultiDict({"ETag": f'"{hash(body):x}"'} if body else {})
    if body and conditional and conditional.etag == headers["ETag"]:
        status, body = 304, b""
    return Response(
        status, url, CIMultiDictProxy(headers), body, redirects, content_type="text/html"
    )


# ---------------------------------------------------------------- extract and enrich, in short

STORY = re.compile(r"Of story (\d+) version (\d+) tells")


async def extract(envelope: Envelope[Any]) -> ArticleExtracted | Ended:
    """Turn a page into its article."""
    if OWNER.get().is_in_a_hurry:
        return Ended(Reason.EXTRACT_TIMEOUT)
    page: PageFetched = envelope.data
    html = page.body.decode()
    canonical = html.partition("href=")[2].partition(" ")[0]
    return ArticleExtracted(
        article_id=article_id(story_url(canonical)),
        url=page.final_url,
        canonical_url=canonical,
        site=site_of(host_of(canonical)),
        host=host_of(canonical),
        title="Title of " + html.partition("<p>")[2].partition(" ")[0],
        text=html.partition("<p>")[2].partition("</p>")[0],
        confidence=1.0,
        extractor_version="simulated",
        fetched_at=page.fetched_at,
    )


async def enrich(envelope: Envelope[Any]) -> ArticleEnriched:
    """Add nothing."""
    article: ArticleExtracted = envelope.data
    return ArticleEnriched(
        **dict(article), word_count=40, reading_seconds=10, enricher_version="simulated"
    )
