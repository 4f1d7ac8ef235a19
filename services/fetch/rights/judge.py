"""Whether what a publisher says lets a page be read for our purpose."""

from typing import Literal

from schemas.events import Purpose, Rights, RightsStatement
from schemas.outcomes import Reason
from services.stage.endings import Ended

RightsPolicy = Literal["obey", "flag", "ignore"]

_DETAIL_MAX_CHARS = 500


def judge(rights: Rights, policy: RightsPolicy, purpose: Purpose) -> Ended | None:
    """Refuse a page whose publisher reserves it for the purpose, if the policy is to obey.

    `flag` lets it pass with its rights on the article; `ignore` passes it likewise, and its caller
    need not ask.
    """
    if policy != "obey":
        return None
    said = [quote(each) for each in rights.statements if purpose in each.reserves]
    if not said:
        return None
    return Ended(Reason.RIGHTS_RESERVED, f"for {purpose}: {'; '.join(said)}"[:_DETAIL_MAX_CHARS])


def quote(said: RightsStatement) -> str:
    """Write a statement on one line: `content-signal: ai-train=no (robots.txt)`."""
    return f"{said.name}: {said.value} ({said.source})"
