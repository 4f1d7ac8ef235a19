"""The console script `newsreel`: Ctrl-C ends it without a trace also while modules are read."""

import sys


def main() -> None:
    """Read the command line's modules, which takes half a second, and run it."""
    try:
        from services.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
