"""What a user may do so that a URL gets through: which setting decides, or what else helps."""

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
    "paywalled": "NEWSREEL_PAYWALL_POLICY",
    "timeout": "NEWSREEL_FETCH_TIMEOUT_SECONDS",
    "too_many_redirects": "NEWSREEL_FETCH_REDIRECTS_MAX",
    "too_large": "NEWSREEL_FETCH_BODY_MAX_BYTES",
    "decompression_limit": "NEWSREEL_FETCH_BODY_MAX_BYTES",
    "extract_timeout": "NEWSREEL_EXTRACT_TIMEOUT_SECONDS",
    "extract_memory": "NEWSREEL_EXTRACT_MEMORY_BYTES",
}
"""Reason → variable; a reason that no setting decides about is not here."""


_AGAIN = "it may have passed: submit it again later"
_READ = "`newsreel check --url URL` shows how the page is read; another URL may be its article's"
_ASK = "the site decides so: NEWSREEL_FETCH_CONTACT tells it who asks; its publisher may let you in"
_JSON = "docs/contract.md says how a submission is written"
OTHERWISE = {
    **dict.fromkeys(("dns_error", "connect_error", "tls_error", "http_5xx"), _AGAIN),
    **dict.fromkeys(("no_text", "too_short", "not_an_article", "soft_404"), _READ),
    **dict.fromkeys(("bot_challenge", "http_403", "login_required", "payment_required"), _ASK),
    **dict.fromkeys(("bad_request", "bad_url", "bad_scheme"), _JSON),
    **dict.fromkeys(("cancelled", "expired", "expired_in_kafka"), "submit it again"),
    "is_feed": "submit the URLs that it lists (docs/cookbook.md)",
    "http_429": "`newsreel pace HOST` asks the site less often; submit it again later",
}
"""Reason → what helps where no setting decides; one that nothing is known for is not here."""

_BY_COMMAND = re.compile(r"blocked host (\S+) by ")


def setting_for(reason: str, detail: str | None) -> str | None:
    """Name the variable, or the command that was given; None where neither would help."""
    if commanded := _BY_COMMAND.match(detail or ""):
        return f'a command; `newsreel unblock {commanded[1]} --why "…"` undoes it'
    return SETTINGS.get(reason)


def help_for(answer: dict[str, Any]) -> str | None:
    """Say what would help a URL that failed so; None where nothing is known."""
    if answer["outcome"] == "dead_lettered":
        return "see `newsreel dlq list`; when the cause is fixed, `newsreel dlq retry`"
    setting = setting_for(answer["reason"], answer["detail"])
    return f"decided by {setting}" if setting else OTHERWISE.get(answer["reason"])
