"""Two answers under one id that differ, and why we live with it."""

from collections.abc import Container, Iterable, Sequence

from schemas.corrections import may_be_corrected
from schemas.events import Outcome
from schemas.outcomes import OutcomeKind
from schemas.pipeline import FETCH, INTAKE, PUBLISH
from tests.harness.simulation.plan import Disturb, Fault, Plan


def accepted(
    plan: Plan, submission_id: str, outcomes: Sequence[Outcome], unnoted: Container[str]
) -> bool:
    """Whether the answers to a submission may differ in this plan.

    `unnoted`: submissions with an answer that became a dead letter where a stage should note it.
    """
    mine = [each for each in outcomes if each.submission_id == submission_id]
    return (
        _is_put_right_by_publish(mine)
        or _is_given_up_later(mine)
        or _has_gone_meanwhile(mine)
        or _has_forgotten(plan, mine, INTAKE.stage)
        or _has_forgotten(plan, mine, FETCH.stage)
        or submission_id in unnoted
    )


def may_come_before_article(submission_id: str, outcomes: Iterable[Outcome]) -> bool:
    """Whether publish may say that an article is published while that is being sent.

    It repeats the answer that stands where another stage has failed with the same submission.
    """
    return any(each.submission_id == submission_id and may_be_corrected(each) for each in outcomes)


def may_be_behind(plan: Plan) -> bool:
    """Whether a revision may stand behind a later one: a frozen process sends it late."""
    return _has(plan, Fault.FREEZE, PUBLISH.stage)


def _is_put_right_by_publish(answers: Sequence[Outcome]) -> bool:
    """A stage that worked again: until publish repeats what stands, its end is on the topic."""
    return all(
        _is_put_right([each for each in answers if each.supersedes == replaced])
        for replaced in {each.supersedes for each in answers}
    )


def _is_put_right(answers: Sequence[Outcome]) -> bool:
    """Judge answers of one id: publish has the last word, also where it gives up."""
    lasting = {each.reason for each in answers if not may_be_corrected(each)}
    if len({each.reason for each in answers}) == 1:
        return True
    if not lasting:
        return answers[-1].stage == PUBLISH.stage
    return len(lasting) == 1 and not may_be_corrected(answers[-1])


def _is_given_up_later(answers: Sequence[Outcome]) -> bool:
    """What a stage has answered comes again and is given up: nobody knows whether it was sent."""
    given_up = (n for n, each in enumerate(answers) if each.outcome is OutcomeKind.DEAD_LETTERED)
    return any(answers[n].stage == before.stage for n in given_up for before in answers[:n])


def _has_gone_meanwhile(answers: Sequence[Outcome]) -> bool:
    """An id that is submitted again while its letter is put back, and whose page has gone between.

    That an article has gone is not put right.
    """
    gone = (each for each in answers if each.outcome is OutcomeKind.GONE)
    return any(each.stage == FETCH.stage and each.supersedes is not None for each in gone)


def _has_forgotten(plan: Plan, answers: Sequence[Outcome], stage: str) -> bool:
    """Judge a stage whose database is replaced while a submission is on its way.

    Intake may refuse it now, fetch may come to another end than the page that it had passed on.
    """
    return _has(plan, Fault.OLD_STORE, stage) and any(each.stage == stage for each in answers)


def _has(plan: Plan, fault: Fault, stage: str) -> bool:
    faults = [each for each in plan.actions if isinstance(each, Disturb)]
    return any(each.fault is fault and each.stage == stage for each in faults)
