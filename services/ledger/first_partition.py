"""Which of several ledger processes does what only one may do."""

from faust.exceptions import ConsumerNotStarted

from schemas.pipeline import OUTCOMES
from services.stage.stage import Stage


def has_first_partition(stage: Stage) -> bool:
    """Tell whether it is this process: it reads the first partition of the outcomes."""
    try:
        return any(tuple(tp) == (OUTCOMES.name, 0) for tp in stage.consumer.assignment())
    except ConsumerNotStarted:
        return False
