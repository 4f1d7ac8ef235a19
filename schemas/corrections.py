"""Which answers publish may correct, under the same id."""

from schemas.events import Outcome
from schemas.outcomes import OutcomeKind
from schemas.pipeline import ENRICH, EXTRACT, FETCH, PUBLISH


def may_be_corrected(answer: Outcome) -> bool:
    """Tell whether publish, which reads the outcomes, may correct a stage's answer.

    - Extract or enrich that runs again after a kill may come to another result.
    - Fetch may dead-letter a URL that comes to it again, though its page was passed on; or its id
      was submitted again, while an operator retried the dead letter of a later stage.
    - Publish itself may handle an event again that it has dead-lettered.
    """
    if answer.outcome is OutcomeKind.DEAD_LETTERED and answer.stage in (FETCH.stage, PUBLISH.stage):
        return True
    is_retried = answer.stage == FETCH.stage and answer.supersedes is not None
    return is_retried or answer.stage in (EXTRACT.stage, ENRICH.stage)
