"""Which of several ledger processes does what only one may do."""

from schemas.pipeline import OUTCOMES
from services.stage.kafka.consumer import partitions_of
from services.stage.stage import Stage


def has_first_partition(stage: Stage) -> bool:
    """Tell whether it is this process: it reads the first partition of the outcomes."""
    return (OUTCOMES.name, 0) in map(tuple, partitions_of(stage.consumer))
