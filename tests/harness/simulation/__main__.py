"""Run simulations, seed after seed, until one breaks the promise.

python -m tests.harness.simulation --seed 7    # again, with its trace, as short as it still fails
"""

import argparse
import os
import sys
import time

from tests.harness.simulation.audit import faults_of
from tests.harness.simulation.plan import Fault, Plan, draw
from tests.harness.simulation.shrink import shrink
from tests.harness.simulation.world import run


def main() -> int:
    """Return 1 where the promise was broken."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets: a seed decides all else
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.harness.simulation", *sys.argv[1:]])
    parser = argparse.ArgumentParser(
        prog="python -m tests.harness.simulation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seed", type=int, help="this one alone, and what happens in it")
    parser.add_argument("--first", type=int, default=0, help="seed to begin with")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on")
    parser.add_argument(
        "--faults",
        type=lambda name: Fault[name.upper()],
        nargs="*",
        default=list(Fault),
        help=" ".join(fault.name.lower() for fault in Fault),
    )
    parser.add_argument("--keep-on", action="store_true", help="do not end at the first failure")
    given = parser.parse_args()
    if given.seed is not None:
        return tell(draw(given.seed, given.faults))
    ends_at, seed = time.monotonic() + given.minutes * 60, given.first
    broken: list[int] = []
    while time.monotonic() < ends_at and (given.keep_on or not broken):
        if faults := faults_of(run(draw(seed, given.faults))):
            broken.append(seed)
            print(f"seed {seed}:", *faults, sep="\n  ", flush=True)
        seed += 1
    print(f"{seed - given.first} seeds from {given.first} on, {len(broken)} broke the promise")
    if broken and not given.keep_on:
        return tell(draw(broken[0], given.faults))
    return 1 if broken else 0


def tell(plan: Plan) -> int:
    """Print what happens in a simulation; of one that fails, made small."""
    if faults_of(run(plan)):
        plan = shrink(plan)
    ran = run(plan)
    faults = faults_of(ran)
    for url, states in plan.pages.items():
        print(url, *(f"from {at:.0f} s {reply}" for at, reply in states), sep="\n    ")
    print(*ran.trace, *(faults or ["the promise was kept"]), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
