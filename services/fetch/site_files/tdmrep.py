"""`/.well-known/tdmrep.json`: TDMRep's statement for a whole site (report of 2024-05-10, 5.2)."""

from dataclasses import dataclass

import orjson

from schemas.events import Rights
from schemas.url import Url
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.rights.tdm import tdm_rights
from services.fetch.site_files.path_pattern import matches, path_pattern

TDMREP_PATH = "/.well-known/tdmrep.json"
TDMREP_MAX_BYTES = 512_000
"""As for robots.txt."""
TDMREP_RULES_MAX = 1000
"""Each is tried on each URL; a real file has a handful."""

TDMREP_RULE_BYTES = 2100
"""Of a parsed rule without its texts, at most (measured)."""

TDMREP_KEEP_SECONDS = 86_400.0
TDMREP_ERROR_KEEP_SECONDS = 3_600.0

TDMREP_HEAVY_BYTES = 65_536
"""Above this, a look-up may take 0.1 s (measured): ask in a thread, not in the event loop."""


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One statement: paths that match the pattern carry these rights."""

    pattern: str
    """As in robots.txt: a prefix, with `*` for any text and `$` for the end."""
    rights: Rights


@dataclass(frozen=True, slots=True)
class TdmRules:
    """The statements of one origin, in order."""

    rules: tuple[TdmRule, ...] = ()
    heavy: bool = False
    """Whether a question may take too long for the event loop."""

    @property
    def memory_bytes(self) -> int:
        """What this takes in memory, at most."""
        texts = sum(
            len(each.pattern) + 2 * len(each.rights.tdm_policy or "") for each in self.rules
        )
        return texts + TDMREP_RULE_BYTES * len(self.rules)

    def rights_for(self, url: Url) -> Rights:
        """Return what the first matching statement says; nothing where none matches."""
        for rule in self.rules:
            if matches(rule.pattern, url.target):
                return rule.rights
        return NOTHING_STATED


def parse_tdmrep(status: int | None, body: bytes, base: str = "") -> TdmRules:
    """Read a response to GET tdmrep.json; whatever is no such file says nothing.

    `base` is the file's URL, which a relative address of a policy needs.
    """
    if status is None or not 200 <= status < 300 or len(body) > TDMREP_MAX_BYTES:
        return TdmRules()
    try:
        data = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return TdmRules()
    entries = data if isinstance(data, list) else [data]
    rules = (_rule(entry, base) for entry in entries[:TDMREP_RULES_MAX])
    return TdmRules(tuple(rule for rule in rules if rule), len(body) > TDMREP_HEAVY_BYTES)


def tdmrep_url(url: Url) -> str:
    """Return where the file lies that speaks for this URL."""
    return url.origin + TDMREP_PATH


def keep_seconds(status: int | None) -> float:
    """Say how long a response holds: less where another may come soon."""
    passing = status is None or status == 429 or status >= 500
    return TDMREP_ERROR_KEEP_SECONDS if passing else TDMREP_KEEP_SECONDS


def _rule(entry: object, base: str) -> TdmRule | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    pattern = path_pattern(entry["location"])
    if not pattern.startswith(("/", "*")):
        return None
    reservation, policy = entry.get("tdm-reservation"), entry.get("tdm-policy")
    stated = tdm_rights(reservation, policy, "tdmrep.json", base)
    return TdmRule(pattern, stated)
