"""Which answers end an article, and from when on."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched, Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import PUBLISHED
from services.publish.decided import Candidate, Decided
from services.publish.publish import ending
from services.publish.retract import ends_of, retract, retraction
from services.publish.revisions.found import found_in
from services.publish.revisions.known import End, Known
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.stage.endings import Ended
from services.stage.store.store import Store
from tests.support.articles import article
from tests.support.decisions import decide_on_all

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULES = PublishRules(cosmetic_share=0.01, cosmetic_revisions=False, publish_copies=True)
OWN, AMP = "https://paper.test/a", "https://paper.test/a/amp"


def minute(number: int) -> datetime:
    return AT + timedelta(minutes=number)


async def page(store: Store, url: str, at: int, text: str = "The trams are back.") -> Decided:
    """A page of the article, fetched in that minute."""
    extracted = article(text, url=url, canonical_url=OWN, fetched_at=minute(at)).model_dump()
    found = found_in(ArticleEnriched(**extracted, enricher_version="1"))
    made, answer = Made(f"{url} {at}", "once"), f"{url} {at}"
    item = Candidate(answer, None, made, "0" * 32, found, minute(at), RULES)
    return await store.call(decide_on_all, item)


async def gone(
    store: Store,
    url: str,
    at: int,
    reason: Reason = Reason.TOMBSTONE,
    revision: int | None = None,
    heard: int | None = None,
) -> Known | None:
    """An answer in that minute that the article is gone, of a page or by an operator."""
    outcome = Outcome(
        submission_id=f"gone {at}",
        url=url,
        outcome=reason.outcome,
        reason=reason,
        stage="fetch",
        article_id="0" * 32,
        revision=revision,
        submitted_at=minute(at),
        decided_at=minute(at),
    )
    passport = Passport(submission_id=f"gone {at}", submitted_url=url, submitted_at=minute(at))
    envelope = Envelope(outcome_id(f"gone {at}"), "newsreel/fetch", minute(at), passport, outcome)
    found = retraction(envelope, minute(at if heard is None else heard))
    assert found is not None
    return await store.call(retract, found)


async def test_the_first_address_ends_no_article_that_its_own_url_shows(store: Store) -> None:
    await page(store, AMP, 0)
    await page(store, OWN, 1)
    assert await gone(store, AMP, 2) is None
    assert await gone(store, OWN, 3) is not None


async def test_the_first_address_ends_an_article_that_stood_nowhere_else(store: Store) -> None:
    await page(store, AMP, 0)
    assert await gone(store, AMP, 2) is not None


@pytest.mark.parametrize("edition", [AMP, "https://paper.test/a?print=1", "http://paper.test/m/a"])
async def test_an_edition_ends_no_article_that_its_own_url_shows(
    store: Store, edition: str
) -> None:
    await page(store, OWN, 0)
    await page(store, edition, 1)
    assert await gone(store, edition, 2) is None
    assert await gone(store, OWN, 3) is not None


async def test_a_takedown_ends_an_article_whatever_address_it_names(store: Store) -> None:
    await page(store, AMP, 0)
    await page(store, OWN, 1)
    assert await gone(store, AMP, 2, Reason.RETRACTED) is not None


@pytest.mark.parametrize("revision", [1, None])
async def test_a_takedown_by_a_clock_that_is_late_ends_the_revision_that_it_names(
    store: Store, revision: int | None
) -> None:
    await page(store, OWN, 10)
    taken = await gone(store, OWN, 5, Reason.RETRACTED, revision, heard=15)
    assert (taken is not None) == (revision is not None)
    if taken is None:
        return
    late = await page(store, OWN, 14, "On its way when the article was taken down.")
    assert late.decision.reason is Reason.OUTDATED
    back = await page(store, OWN, 16)
    assert (back.decision.reason, back.decision.revision) == (Reason.REVISION, 2)
    assert await gone(store, OWN, 5, Reason.RETRACTED, revision, heard=17) is None  # again


async def test_whoever_sent_a_revision_learns_that_its_article_has_gone_meanwhile(
    store: Store,
) -> None:
    await page(store, OWN, 0)
    assert await store.call(ends_of, "0" * 32) is None
    await gone(store, OWN, 1)
    end = End("0" * 32, outcome_id("gone 1"), 1)
    assert await store.call(ends_of, "0" * 32) == end
    await page(store, OWN, 2)
    assert await store.call(ends_of, "0" * 32) is None


async def test_a_revision_that_comes_again_is_ended_again_and_not_sent(store: Store) -> None:
    await page(store, OWN, 0)
    await gone(store, OWN, 1)
    decided = await page(store, OWN, 0)
    enriched = ArticleEnriched(**article("Text.").model_dump(), enricher_version="1")
    passport = Passport(submission_id="s", submitted_url=OWN, submitted_at=AT)
    end = ending(Envelope("event", "newsreel/enrich", AT, passport, enriched), decided)
    assert isinstance(end, Ended)
    ((topic, message),) = end.before
    assert (topic, message.key, message.value) == (PUBLISHED, b"0" * 32, None)


async def test_a_page_from_between_two_answers_that_it_has_gone_brings_no_article_back(
    store: Store,
) -> None:
    await page(store, OWN, 0)
    assert await gone(store, OWN, 1) is not None
    assert await gone(store, OWN, 5) is None
    late = await page(store, OWN, 3, "It was there for a while, when nobody published it.")
    assert late.decision.reason is Reason.OUTDATED
    back = await page(store, OWN, 6)
    assert (back.decision.reason, back.decision.revision) == (Reason.REVISION, 2)
