"""Make a failing plan small: leave out whatever it fails without, too."""

from dataclasses import replace

from tests.harness.simulation.audit import faults_of
from tests.harness.simulation.plan import Plan
from tests.harness.simulation.world import run


def shrink(plan: Plan) -> Plan:
    """Return the plan with as few actions as still break the promise."""
    number = 0
    while number < len(plan.actions):
        left = [*plan.actions[:number], *plan.actions[number + 1 :]]
        smaller = replace(plan, actions=left)
        if faults_of(run(smaller)):
            plan = smaller
        else:
            number += 1
    return plan
