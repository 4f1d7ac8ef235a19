"""What a robots.txt says besides Allow and Disallow: how pages may be used, and under what licence.

Sources: Content-Signal, contentsignals.org of 2025-09-24, also outside a group, where it is for
everyone; aipref's Content-Usage, draft-ietf-aipref-attach of August 2026 (a path before the value,
the longest match counts, of equals the stricter); RSL 1.0's License and LLM-Policy, which like
Sitemap belong to no group, so they count wherever they stand.
"""

import re
from dataclasses import dataclass

from schemas.events import Rights
from schemas.url import Url
from services.fetch.http.wire.link_header import absolute
from services.fetch.rights.preferences import preferences
from services.fetch.rights.statements import combine, licence, statement, strongest_last
from services.fetch.site_files.path_pattern import matches, path_pattern
from services.fetch.site_files.robots_text import (
    AGENT_NAME,
    LINE_MAX_CHARS,
    NAME_END,
    RULE_NAME,
    group_name,
)

STATEMENTS_READ_MAX = 200
"""Of one file; a real one has one, or a handful with paths."""

_PATH_MAX_CHARS = 500
_VALUE_MAX_CHARS = 1000

_ANY = re.compile(r"^[ \t]*(?:content[-_ ]|licen[sc]e|llm[-_ ])", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(
    rf"^[ \t]*(?:(?P<agent>{AGENT_NAME}){NAME_END}"
    rf"|(?P<rule>{RULE_NAME}){NAME_END}"
    rf"|(?P<name>content[-_ ]signal|content[-_ ]usage)s?{NAME_END}"
    r"|(?P<recorded>licen[sc]e|llm[-_ ]policy)s?[ \t]*:)"
    r"(?P<value>[^#\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_OF_NO_GROUP = frozenset({"license", "llm-policy"})


@dataclass(frozen=True, slots=True)
class RobotsStatement:
    """One line."""

    name: str
    pattern: str
    """Paths that it is about, as in robots.txt; empty: all."""
    value: str


def read_statements(text: str, token: str) -> tuple[RobotsStatement, ...]:
    """Read the lines that are for this agent, else for everyone, and those outside of groups."""
    if not _ANY.search(text):
        return ()
    by_group: dict[str, list[RobotsStatement]] = {"": [], "*": [], token: []}
    named: set[str] = set()
    groups: set[str] = {""}
    in_head = False
    for line in _LINE.finditer(text):
        if len(line["value"]) > LINE_MAX_CHARS:
            continue
        if line["agent"]:
            group = group_name(line["value"].strip(), token)
            groups = (groups if in_head else set()) | ({group} if group else set())
            named |= groups
            in_head = True
            continue
        name = _spelt(line["name"] or line["recorded"] or "")
        in_head = in_head and name in _OF_NO_GROUP
        said = _statement(name, line["value"].strip()) if name else None
        for group in {""} if name in _OF_NO_GROUP else groups:
            if said and len(by_group[group]) < STATEMENTS_READ_MAX:
                by_group[group].append(said)
    ours = by_group[token] if token in named else by_group["*"]
    return tuple([*by_group[""], *ours][:STATEMENTS_READ_MAX])


def rights_of(said: tuple[RobotsStatement, ...], url: Url) -> Rights:
    """Return what the lines say of one URL."""
    found = [_policy(each) for each in said if each.name == "llm-policy"]
    found += strongest_last(_licence(each, url) for each in said if each.name == "license")
    for name in ("content-signal", "content-usage"):
        about = [
            each
            for each in said
            if each.name == name and (not each.pattern or matches(each.pattern, url.target))
        ]
        longest = max((len(each.pattern) for each in about), default=0)
        found += [
            preferences(name, each.value, "robots.txt")
            for each in about
            if len(each.pattern) == longest
        ]
    return combine(*found)


def _spelt(name: str) -> str:
    """Return the name as it is defined: `Content Signal` and `Licence` stand for it, too."""
    return re.sub("[_ ]", "-", name.lower()).replace("licence", "license")


def _statement(name: str, value: str) -> RobotsStatement | None:
    """Take a line apart; a path stands before the preferences where there is one."""
    if not value or len(value) > _VALUE_MAX_CHARS:
        return None
    if name in _OF_NO_GROUP or not value.startswith(("/", "*")):
        return RobotsStatement(name, "", value)
    path, *rest = value.split(None, 1)
    if not rest or len(path) > _PATH_MAX_CHARS:
        return None
    return RobotsStatement(name, path_pattern(path), rest[0])


def _licence(said: RobotsStatement, url: Url) -> Rights:
    """Read where a licence lies; many write its name there, or all rights reserved."""
    address = said.value.strip("<>")
    is_address = address.startswith("/") or "://" in address
    return licence(absolute(url.origin, address) if is_address else None, "robots.txt")


def _policy(said: RobotsStatement) -> Rights:
    return Rights(statements=(statement("llm-policy", said.value, "robots.txt"),))
