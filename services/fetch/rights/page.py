"""What a publisher says about machines' use of a page, in headers and in `<meta>`, as `Rights`.

Sources: X-Robots-Tag and meta robots as search engines document them (any of several headers,
names of agents before the rules, the strictest wins); TDMRep, W3C community report of 2024-05-10
(a page's meta over its headers over the site's file).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce
from html import unescape
from typing import Literal

from schemas.events import Rights
from schemas.outcomes import Reason
from schemas.url import BadUrl, parse_url
from services.fetch.http.user_agent import product_token
from services.fetch.page.markup import utf_16
from services.retry_after import instant
from services.stage.endings import Ended

RightsPolicy = Literal["obey", "flag", "ignore"]

META_MAX_BYTES = 262_144
"""How far `<meta>` is looked for: of 272 news pages 83 have heads of more than 64 KB, and six of
them say something there; beyond 256 KB none does."""

NOTHING_STATED = Rights()

_NOINDEX = frozenset({"noindex", "none"})
_NOARCHIVE = frozenset({"noarchive", "nocache"})
_NOAI = frozenset({"noai", "noimageai"})
_HEEDED = _NOINDEX | _NOARCHIVE | _NOAI

_WITH_VALUE = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)
"""Rules with a colon of their own, so that it does not end an agent's name."""

_AGENT = re.compile(r"\s*([A-Za-z*][\w*./-]*)\s*:")

_TAG = re.compile(
    rb"<(?:(!--)|(script|style|noscript|template)\b|/head|body\b|(meta)[\s/])", re.IGNORECASE
)
_END = {name: re.compile(rb"</" + name, re.IGNORECASE) for name in
        (b"script", b"style", b"noscript", b"template")}  # fmt: skip
_META_MAX_BYTES = 4096
_ATTRIBUTE = re.compile(
    r"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


_UNTIL = re.compile(r"unavailable_after\s*:\s*((?:[A-Za-z]{3,9},\s*)?[^,;]+)", re.IGNORECASE)


def header_rights(
    headers: Iterable[tuple[str, str]], user_agent: str, now: datetime | None = None
) -> Rights:
    """Read a response's headers; of several with one name all count.

    An `unavailable_after` that lies before `now` counts as noindex.
    """
    robots, reservation, policy = [], None, None
    for name, value in headers:
        match name.lower():
            case "x-robots-tag":
                robots.append(value)
            case "tdm-reservation":
                reservation = value
            case "tdm-policy":
                policy = value
    stated = [_robots_rights(_rules_for_us(_dated(value, now), user_agent)) for value in robots]
    return combine(*stated, tdm_rights(reservation, policy))


def meta_rights(body_start: bytes, user_agent: str, now: datetime | None = None) -> Rights:
    """Read the `<meta>` elements of a page's head (its first `META_MAX_BYTES`); as the headers."""
    stated = []
    tdm: dict[str, str] = {}
    names = ("robots", "tdm-reservation", "tdm-policy", product_token(user_agent))
    start = body_start[:META_MAX_BYTES]
    if encoding := utf_16(start):
        start = start.decode(encoding, "replace").encode()
    for name, content in _metas(start, names):
        if name.startswith("tdm-"):
            tdm.setdefault(name, content)
        else:
            stated.append(_robots_rights(_rules(_dated(content, now))))
    tdm_stated = tdm_rights(tdm.get("tdm-reservation"), tdm.get("tdm-policy"))
    return combine(*stated, tdm_stated)


def tdm_rights(reservation: object, policy: object) -> Rights:
    """Read a pair of TDMRep properties; a value that is neither 0 nor 1 says nothing."""
    stated = {"0": False, "1": True}.get(str(reservation).strip())
    if stated is None:
        return NOTHING_STATED
    return Rights(tdm_reserved=stated, tdm_policy=_web_url(policy) if stated else None)


def combine(*stated: Rights) -> Rights:
    """Join what several places say, from the weakest to the strongest.

    Restrictions add up; of TDMRep, robots.txt and `free` the last place that states them counts.
    """
    return reduce(_joined, stated, NOTHING_STATED)


def judge(rights: Rights, policy: RightsPolicy) -> Ended | None:
    """Refuse a page whose publisher reserves it, if the policy is to obey.

    `flag` lets it pass with its rights on the article; `ignore` passes it likewise, and its caller
    need not ask. noarchive forbids showing a copy, not reading the page, and refuses nothing.
    """
    if policy != "obey":
        return None
    reserved = {
        "noindex": rights.noindex,
        "noai": rights.noai,
        "tdm-reservation": rights.tdm_reserved,
    }
    named = [signal for signal, stated in reserved.items() if stated]
    return Ended(Reason.RIGHTS_RESERVED, ", ".join(named)) if named else None


def _joined(weaker: Rights, stronger: Rights) -> Rights:
    if stronger is NOTHING_STATED or weaker is NOTHING_STATED:
        return weaker if stronger is NOTHING_STATED else stronger
    tdm = stronger if stronger.tdm_reserved is not None else weaker
    return Rights(
        robots=weaker.robots if stronger.robots == "unchecked" else stronger.robots,
        noindex=weaker.noindex or stronger.noindex,
        noarchive=weaker.noarchive or stronger.noarchive,
        noai=weaker.noai or stronger.noai,
        tdm_reserved=tdm.tdm_reserved,
        tdm_policy=tdm.tdm_policy,
        free=weaker.free if stronger.free is None else stronger.free,
    )


def _rules_for_us(value: str, user_agent: str) -> set[str]:
    """Take the rules of one X-Robots-Tag that are for everyone or for us.

    A name before a colon owns the rules after it, until the next name.
    """
    kept: set[str] = set()
    ours = True
    for part in value.split(","):
        agent = _AGENT.match(part)
        if agent and agent[1].lower() not in _WITH_VALUE:
            ours = agent[1].lower() in ("*", "robots", product_token(user_agent))
            part = part[agent.end() :]
        if ours:
            kept |= _rules(part)
    return kept


def _dated(text: str, now: datetime | None) -> str:
    """Put `noindex` where a page has been unavailable for a while, by its own word."""

    def rule(found: re.Match[str]) -> str:
        until = instant(found[1].strip())
        return "noindex" if until and now and until <= now else ""

    return _UNTIL.sub(rule, text) if "navailable" in text.lower() else text


def _rules(text: str) -> set[str]:
    return {word.partition(":")[0] for word in re.split(r"[\s,;]+", text.lower())}


def _robots_rights(rules: set[str]) -> Rights:
    if rules.isdisjoint(_HEEDED):
        return NOTHING_STATED
    return Rights(
        noindex=not rules.isdisjoint(_NOINDEX),
        noarchive=not rules.isdisjoint(_NOARCHIVE),
        noai=not rules.isdisjoint(_NOAI),
    )


def _metas(start: bytes, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give name and content of each `<meta>` so named in the head, outside comments and scripts."""
    wanted = [name.encode() for name in names]
    for attributes in _meta_tags(start):
        lower = attributes.lower()
        if any(name in lower for name in wanted):
            name, content = _name_and_content(attributes)
            if name in names:
                yield name, content


def _meta_tags(start: bytes) -> Iterator[bytes]:
    """Give the attributes of each `<meta>`. `lower()` on the whole would cost more than this."""
    position = 0
    while tag := _TAG.search(start, position):
        comment, raw, meta = tag.groups()
        if meta:
            end = start.find(b">", tag.end())
            stop = end if end >= 0 else len(start)
            yield start[tag.end() : min(stop, tag.end() + _META_MAX_BYTES)]
        elif comment:
            end = start.find(b"-->", tag.end())
        elif raw:
            closing = _END[raw.lower()].search(start, tag.end())
            end = closing.start() if closing else -1
        else:
            return
        if end < 0:
            return
        position = end


def _name_and_content(attributes: bytes) -> tuple[str, str]:
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(attributes.decode("utf-8", "replace")):
        found.setdefault(each[1].lower(), each[2] or each[3] or each[4] or "")
    return found.get("name", "").strip().lower(), unescape(found.get("content", ""))


def _web_url(value: object) -> str | None:
    """Keep a policy's URL only if it is one; it is published, never fetched."""
    try:
        return parse_url(value).href if isinstance(value, str) else None
    except BadUrl:
        return None
