"""Pages that say nothing and send their reader on: `<meta http-equiv="refresh">`, or Refresh."""

import re

from services.fetch.http.redirects import redirect_target
from services.fetch.http.types import COMPLETE, DOOR_BYTES, Response
from services.fetch.http.wire.link_header import absolute
from services.fetch.page.closed_doors import closed_door
from services.fetch.page.wall_text import is_page, wall_text
from services.fetch.rights.head import head_tags
from services.stage.endings import Ended

REFRESH_MAX_SECONDS = 10
"""So long a page that has moved says so; one that reloads itself for news waits for minutes."""

_REFRESH = "refresh"
_MARK = re.compile(rb"-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
"""Few pages have it: to look for it costs a tenth of reading all tags of a head."""
_CONTENT = re.compile(
    r"""\s*(\d{1,9})?[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:'([^']*)|"([^"]*)|(.*))""",
    re.IGNORECASE | re.DOTALL,
)
"""The steps of WHATWG HTML, 4.2.5.3: seconds, then an address after any of these signs."""


def refresh_target(response: Response) -> str | None:
    """Return the URL to which a page leads at once; None for one that says something itself.

    None also for a closed door: a challenge loads itself again for those who have solved it.
    """
    if response.status not in COMPLETE or len(response.body) > DOOR_BYTES:
        return None
    stated, base = _stated(response)
    found = _CONTENT.match(stated) if stated else None
    if found is None or int(found[1] or 0) > REFRESH_MAX_SECONDS:
        return None
    target = redirect_target(base, found[2] or found[3] or found[4])
    if isinstance(target, Ended) or target == response.final_url:
        return None
    text = wall_text(response.body)
    says_nothing = text is not None and not is_page(response.body, text)
    return target if says_nothing and closed_door(response) is None else None


def _stated(response: Response) -> tuple[str | None, str]:
    """Return what the head of the page says, else its header; and to what that is relative."""
    base = response.final_url
    if _MARK.search(response.body):
        for name, content in head_tags(response.body, (_REFRESH,)):
            if name == _REFRESH:
                return content, base
            if name == "base":
                base = absolute(base, content) or base
    return response.headers.get("Refresh"), response.final_url
