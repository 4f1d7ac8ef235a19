"""What a response's headers say."""

from collections.abc import Iterable
from datetime import datetime

from schemas.events import Rights, StatementSource
from services.fetch.http.wire.link_header import links_of_page
from services.fetch.rights.preferences import preferences
from services.fetch.rights.robots_words import header_words
from services.fetch.rights.statements import combine, licence, strongest_last
from services.fetch.rights.tdm import tdm_rights


def header_rights(
    headers: Iterable[tuple[str, str]],
    user_agent: str,
    now: datetime | None = None,
    base: str = "",
    source: StatementSource = "header",
) -> Rights:
    """Read a response's headers, or `<meta>` with their names; of several with one name all count.

    An `unavailable_after` that lies before `now` counts as noindex. `base` is the page's URL, which
    relative addresses need.
    """
    stated: list[Rights] = []
    links: list[str] = []
    reservations: list[str] = []
    policy = None
    for name, value in headers:
        match name.lower():
            case "x-robots-tag":
                stated.append(header_words(value, user_agent, now, source))
            case "content-signal" | "content-signals":
                stated.append(preferences("content-signal", value, source))
            case "content-usage":
                stated.append(preferences("content-usage", value, source))
            case "link":
                links.append(value)
            case "tdm-reservation":
                reservations.append(value)
            case "tdm-policy":
                policy = value
    found = (href for value in links for href in links_of_page(value, "license", base))
    licences = strongest_last(licence(href, source) for href in found)
    return combine(*stated, *licences, tdm_rights(",".join(reservations), policy, source, base))
