"""What a judgement of a site comes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is not as usual, and what shows it."""

    holds: bool
    sign: str
    since: int
    """Day since 1970, UTC."""
    observed: float
    expected: float
