"""`python -m tests.harness.delivery.worker SPEC`: one worker process, stock Faust or our shell."""

import sys

from tests.harness.delivery.spec import Spec

if __name__ == "__main__":
    spec = Spec.from_json(sys.argv.pop(1))
    if spec.mode == "stock":
        from tests.harness.delivery import stock

        stock.run(spec)
    else:
        from tests.harness.delivery import ours

        ours.run(spec)
