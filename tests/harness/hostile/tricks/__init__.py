"""What the hostile server does, one trick a path: `/<trick>/...`.

A trick writes its answer and says whether the connection may be used again.
"""

from tests.harness.hostile.tricks import (  # noqa: F401 (each offers its tricks)
    broken,
    contents,
    large,
    ordinary,
    packed,
    redirects,
    robots,
    slow,
)
