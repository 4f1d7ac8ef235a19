"""The version of the installed package."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """Return it; `unknown` where the code runs from a folder that nobody installed."""
    try:
        return installed("newsreel")
    except PackageNotFoundError:
        return "unknown"
