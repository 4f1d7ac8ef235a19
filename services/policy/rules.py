"""The operator's rules: what is never fetched, and how hosts are treated."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from schemas.outcomes import Reason
from schemas.url import URL_MAX_CHARS, BadUrl, Url, host_of
from schemas.url.hosts import with_parents
from services.content_types import NO_PAGE_EXTENSIONS
from services.stage.endings import Ended

GroupBy = Literal["host", "site"]

DATE_PART_MAX_CHARS = 2
"""`/2011/11/11/11` is a date, not a trap: numbers this short may repeat."""


def _host(name: str) -> str:
    """Bring a host into the spelling of URLs: lower case, punycode."""
    bare = name.strip().removeprefix("*").strip(".")
    try:
        if re.search(r"[/?#\\]", bare):
            raise BadUrl(Reason.BAD_URL, "more than a host")
        return host_of(f"http://[{bare}]/" if ":" in bare else f"http://{bare}/")
    except BadUrl:
        raise ValueError(f"`{name}` is not a host name") from None


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"`{text}` is not a regular expression: {error}") from None
    return text


def _extension(text: str) -> str:
    if not re.fullmatch(r"\.?[A-Za-z0-9]+", text):
        raise ValueError(f"`{text}` is not a file extension")
    return text.removeprefix(".").lower()


Host = Annotated[str, AfterValidator(_host)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Extension = Annotated[str, AfterValidator(_extension)]


class HostRule(BaseModel):
    """What is special about a host and its subdomains; None: as the settings have it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    delay_seconds: float | None = Field(None, ge=0, description="Least time between requests.")
    concurrency: int | None = Field(None, ge=1, le=100, description="Requests at once.")
    user_agent: str | None = Field(
        None, pattern=r"^[\x20-\x7e]+$", description="User-Agent to send, visible ASCII."
    )
    verify_tls: bool | None = Field(None, description="False: take any certificate.")
    obey_robots: bool | None = Field(None, description="False: robots.txt is not asked for.")
    group_by: GroupBy | None = Field(
        None, description="What counts as one for politeness: the `host` or the whole `site`."
    )


AS_SET = HostRule()
"""Nothing special: everything as the settings have it."""


class Rules(BaseModel):
    """The rules of one file, in which every key may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    blocked_hosts: frozenset[Host] = Field(frozenset(), description="Hosts, with all subdomains.")
    blocked_patterns: tuple[Pattern, ...] = Field(
        (), description="Regular expressions, looked for anywhere in the normalised URL."
    )
    blocked_extensions: frozenset[Extension] = Field(
        NO_PAGE_EXTENSIONS,
        description="Last part of the path; replaces the built-in list.",
    )
    more_blocked_extensions: frozenset[Extension] = Field(
        frozenset(), description="Added to that list."
    )
    segment_repeats_max: int = Field(
        2, ge=1, strict=True, description="How often one path segment may occur; more is a trap."
    )
    url_max_chars: int = Field(
        URL_MAX_CHARS, ge=20, le=URL_MAX_CHARS, strict=True, description="Longest URL."
    )
    hosts: dict[Host, HostRule] = Field({}, description="Settings of hosts, by name.")

    def check(self, url: Url) -> Ended | None:
        """Refuse a URL that a rule excludes; the detail names the rule. Ask at every hop."""
        if blocked := self.block(url.host):
            return blocked
        broken = self._broken_rule(url)
        return Ended(Reason.FILTERED, broken) if broken else None

    def block(self, host: str) -> Ended | None:
        """Refuse a blocked host, or one below it."""
        for name in _with_suffixes(host) if self.blocked_hosts else ():
            if name in self.blocked_hosts:
                return Ended(Reason.HOST_BLOCKED, f"blocked host {name}")
        return None

    def for_host(self, host: str) -> HostRule:
        """Return what is special about a host: its own settings over those of its parents.

        Settings of public suffixes (`com`) do not count.
        """
        if not self.hosts:
            return AS_SET
        merged: dict[str, object] = {}
        for name in with_parents(host):
            if rule := self.hosts.get(name):
                merged = rule.model_dump(exclude_none=True) | merged
        return AS_SET.model_copy(update=merged)

    def _broken_rule(self, url: Url) -> str | None:
        """Name the first rule of the path or the whole URL that is broken."""
        if len(url.href) > self.url_max_chars:
            return f"url_max_chars {self.url_max_chars}: the URL has {len(url.href)}"
        segments = url.path.split("/")
        extension = segments[-1].rpartition(".")[2].lower()
        if self._is_blocked(extension) and "." in segments[-1]:
            return f"blocked extension {extension}"
        if segment := self._repeated(segments):
            return f"segment_repeats_max {self.segment_repeats_max}: `{segment[:50]}`"
        for pattern in self.blocked_patterns:
            if re.search(pattern, url.href):
                return f"blocked pattern {pattern}"
        return None

    def _is_blocked(self, extension: str) -> bool:
        return extension in self.blocked_extensions or extension in self.more_blocked_extensions

    def _repeated(self, segments: list[str]) -> str | None:
        if len(segments) - len(set(segments)) < self.segment_repeats_max:
            return None
        for segment, times in Counter(segments).most_common():
            is_date_part = segment.isdigit() and len(segment) <= DATE_PART_MAX_CHARS
            if times > self.segment_repeats_max and segment and not is_date_part:
                return segment
        return None


NO_RULES = Rules()
"""Those of an operator who has no file."""


def _with_suffixes(host: str) -> Iterator[str]:
    """Give `a.b.c`, `b.c`, `c`."""
    while host:
        yield host
        host = host.partition(".")[2]
