"""The operator's rules, from one TOML file: what is never fetched, and how hosts are treated."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from schemas.outcomes import Reason
from schemas.url import Url
from schemas.url.hosts import with_parents
from services.policy.rules_file import BadRules, HostRule, RulesFile, read_rules_file
from services.stage.endings import Ended

__all__ = ["BadRules", "HostRule", "Rules"]

DATE_PART_MAX_CHARS = 2
"""`/2011/11/11/11` is a date, not a trap: numbers this short may repeat."""

AS_SET = HostRule()
"""Nothing special: everything as the settings have it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one file, ready to be asked."""

    blocked_hosts: frozenset[str]
    blocked_patterns: tuple[re.Pattern[str], ...]
    blocked_extensions: frozenset[str]
    segment_repeats_max: int
    url_max_chars: int
    hosts: dict[str, HostRule]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the rules, or the defaults without a file; raise `BadRules` with key and line."""
        return cls.of(read_rules_file(path) if path else RulesFile())

    @classmethod
    def of(cls, file: RulesFile) -> Self:
        """Prepare rules that were read."""
        extensions = [*file.blocked_extensions, *file.more_blocked_extensions]
        return cls(
            blocked_hosts=frozenset(file.blocked_hosts),
            blocked_patterns=tuple(re.compile(pattern) for pattern in file.blocked_patterns),
            blocked_extensions=frozenset(extensions),
            segment_repeats_max=file.segment_repeats_max,
            url_max_chars=file.url_max_chars,
            hosts=file.hosts,
        )

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
        if extension in self.blocked_extensions and "." in segments[-1]:
            return f"blocked extension {extension}"
        if segment := self._repeated(segments):
            return f"segment_repeats_max {self.segment_repeats_max}: `{segment[:50]}`"
        for pattern in self.blocked_patterns:
            if pattern.search(url.href):
                return f"blocked pattern {pattern.pattern}"
        return None

    def _repeated(self, segments: list[str]) -> str | None:
        if len(segments) - len(set(segments)) < self.segment_repeats_max:
            return None
        for segment, times in Counter(segments).most_common():
            is_date_part = segment.isdigit() and len(segment) <= DATE_PART_MAX_CHARS
            if times > self.segment_repeats_max and segment and not is_date_part:
                return segment
        return None


NO_RULES = Rules.load()
"""Those of an operator who has no file."""


def _with_suffixes(host: str) -> Iterator[str]:
    """Give `a.b.c`, `b.c`, `c`."""
    while host:
        yield host
        host = host.partition(".")[2]
