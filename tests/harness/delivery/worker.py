"""`python -m tests.harness.delivery.worker SPEC`: one worker process, stock Faust or our shell."""

import importlib
import sys

from tests.harness.delivery.spec import Spec


def main() -> None:
    """Run the worker that the last word describes, until a signal."""
    spec = Spec.from_json(sys.argv.pop())
    importlib.import_module(f"tests.harness.delivery.{spec.mode}").run(spec)


if __name__ == "__main__":
    main()
