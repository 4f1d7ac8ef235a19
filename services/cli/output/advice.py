"""Which setting decides about a reason: what a user may change so that a URL gets through."""

import re
from typing import Any

SETTINGS = {
    "dup_url": "NEWSREEL_DUPLICATE_WINDOW_SECONDS",
    "blocked_address": "NEWSREEL_FETCH_ALLOWED_NETWORKS",
    "blocked_port": "NEWSREEL_FETCH_ALLOWED_PORTS",
    "host_blocked": "NEWSREEL_RULES_FILE",
    "filtered": "NEWSREEL_RULES_FILE",
    "robots_denied": "NEWSREEL_FETCH_OBEY_ROBOTS",
    "rights_reserved": "NEWSREEL_RIGHTS_POLICY",
    "timeout": "NEWSREEL_FETCH_TIMEOUT_SECONDS",
    "too_many_redirects": "NEWSREEL_FETCH_REDIRECTS_MAX",
    "too_large": "NEWSREEL_FETCH_BODY_MAX_BYTES",
    "decompression_limit": "NEWSREEL_FETCH_BODY_MAX_BYTES",
    "extract_timeout": "NEWSREEL_EXTRACT_TIMEOUT_SECONDS",
    "extract_memory": "NEWSREEL_EXTRACT_MEMORY_BYTES",
}
"""Reason → variable; a reason that no setting decides about is not here."""


_BY_COMMAND = re.compile(r"blocked host (\S+) by ")


def setting_for(reason: str, detail: str | None) -> str | None:
    """Name the variable, or the command that was given; None where neither would help."""
    if commanded := _BY_COMMAND.match(detail or ""):
        return f"a command; `newsreel unblock {commanded[1]}` undoes it"
    return SETTINGS.get(reason)


def help_for(answer: dict[str, Any]) -> str | None:
    """Say what would help a URL that failed so; None where nothing is known."""
    if answer["outcome"] == "dead_lettered":
        return "see `newsreel dlq list`; when the cause is fixed, `newsreel dlq retry`"
    setting = setting_for(answer["reason"], answer["detail"])
    return f"decided by {setting}" if setting else None
