"""Reasons as a user names them: `--reason` takes one of the closed list."""

from collections.abc import Collection

from schemas.outcomes import Reason
from services.cli.errors import Problem
from services.misspelt import nearest


def require_reason(word: str, outcomes: Collection[str]) -> None:
    """Refuse a word that is no reason of these outcomes: what is misspelt would fit nothing."""
    known = [reason.value for reason in Reason if reason.outcome in outcomes]
    if word not in known:
        near = nearest(word, known)
        hint = f"did you mean {near}?" if near else "docs/outcomes.md lists them"
        raise Problem(f"there is no reason {word!r} of {' or '.join(sorted(outcomes))}; {hint}", 2)
