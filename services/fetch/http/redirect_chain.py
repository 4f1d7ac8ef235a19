"""One `get` on its way through its redirects."""

from dataclasses import dataclass, field
from time import perf_counter

import aiohttp

from schemas.events import Redirect
from schemas.outcomes import Reason
from services.fetch.http.body import Body
from services.fetch.http.download import Wish
from services.fetch.http.redirects import redirect_target
from services.fetch.http.timing import Attempt
from services.fetch.http.types import Response, media_type
from services.stage.endings import Ended


@dataclass(frozen=True, slots=True)
class Redirected:
    """An answer that leads elsewhere."""

    status: int
    location: str | None


@dataclass(slots=True)
class Chain:
    """One `get`: where it is, how it came there, and what its caller asked for."""

    url: str
    begun: float
    wish: Wish
    redirects: list[Redirect] = field(default_factory=list)

    def follow(self, redirected: Redirected, most: int) -> Ended | None:
        """Step to the target of a redirect, or say why not."""
        target = redirect_target(self.url, redirected.location)
        if isinstance(target, Ended):
            return target
        self.redirects.append(Redirect(status=redirected.status, url=self.url))
        if any(target == hop.url for hop in self.redirects):
            return Ended(Reason.TOO_MANY_REDIRECTS, "a loop; or the site insists on cookies")
        if len(self.redirects) > most:
            return Ended(Reason.TOO_MANY_REDIRECTS, f"more than {most}")
        self.url = target
        return None

    def answer(self, response: aiohttp.ClientResponse, body: Body, attempt: Attempt) -> Response:
        """Put the answer together."""
        content_type, charset = media_type(response.headers.get("Content-Type"))
        truncated = self.wish.is_cut(body)
        return Response(
            status=response.status,
            final_url=self.url,
            headers=response.headers,
            body=body.joined()[: self.wish.cut_bytes] if truncated else body.joined(),
            redirects=self.redirects,
            truncated=truncated,
            wire_bytes=body.wire_bytes,
            content_type=content_type,
            charset=charset,
            timings=attempt.timings(self.begun, perf_counter()),
        )
