"""`python -m tests.delivery.worker SPEC`: one worker process, stock Faust or our shell."""

import sys

from tests.delivery.spec import Spec

if __name__ == "__main__":
    spec = Spec.from_json(sys.argv.pop(1))
    if spec.mode == "stock":
        from tests.delivery import stock

        stock.run(spec)
    else:
        from tests.delivery import ours

        ours.run(spec)
