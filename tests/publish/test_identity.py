"""Two texts under one canonical URL that do not agree are two articles."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from schemas.events import ArticleEnriched
from schemas.identity import article_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.url.story_url import story_url
from services.clock import now
from services.publish.decided import Candidate, Decided, Say
from services.publish.publish import publish, with_own_address
from services.publish.retract import Retraction, retract
from services.publish.revisions.found import found_in
from services.publish.revisions.known import Gone
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.publish.tables import ARTICLES
from services.publish.texts.agreement import agree
from services.publish.texts.contents import Content
from services.stage.endings import Published
from services.stage.store.store import Store
from tests.support.articles import article
from tests.support.decisions import decide_on_all

FRONT = "https://www.example.com/news"
TRAMS = "The trams return to the harbour line on Monday after two years of repairs to the bridge, "
TRAMS += "the city said, and fares stay free for the first week of service on the whole line."
ROVERS = "Rovers won the derby in front of a record crowd when a late header from the captain went "
ROVERS += "in off the post, and the coach praised the young side that had been written off in May."
COUNCIL = (
    "The council voted late on Tuesday to keep all nine libraries open until the spring, when "
)
COUNCIL += "a report on their opening hours and on the cost of heating the old buildings is due."
RULES = PublishRules(cosmetic_share=0.01, cosmetic_revisions=False, publish_copies=True)
DAY_BEFORE = now() - timedelta(days=1)
FIRST, SECOND = "https://www.example.com/trams-are-back", "https://www.example.com/rovers-win"


def page(url: str, title: str, text: str, canonical: str = FRONT) -> ArticleEnriched:
    extracted = article(
        text,
        url=url,
        canonical_url=canonical,
        title=title,
        article_id=article_id(story_url(canonical)),
        sources={"canonical_url": "link"},
        fetched_at=now(),
    )
    return ArticleEnriched(**extracted.model_dump(), enricher_version="1")


async def decide(store: Store, name: str, found: ArticleEnriched) -> Decided:
    made = Made(name, "once")
    return await store.call(
        decide_on_all, Candidate(name, None, made, found.article_id, found_in(found), now(), RULES)
    )


async def test_a_text_that_does_not_agree_is_published_under_its_own_url(store: Store) -> None:
    one, other = page(FIRST, "Trams are back", TRAMS), page(SECOND, "Rovers win", ROVERS)
    first, second = await decide(store, "a", one), await decide(store, "b", other)
    assert [v.decision.reason for v in (first, second)] == [Reason.NEW, Reason.NEW]
    assert first.article_id == one.article_id != second.article_id
    passport = Passport(submission_id="b", submitted_url=SECOND, submitted_at=now())
    published = publish(with_own_address(other, second.article_id), passport, second.decision)
    assert isinstance(published, Published)
    data = published.article.model_dump()
    assert data["canonical_url"] == SECOND
    assert data["sources"]["canonical_url"] == "url"
    assert (data["article_id"], published.article_id) == (second.article_id,) * 2


async def test_no_row_stays_of_an_id_that_became_no_article(store: Store) -> None:
    elsewhere = "https://other.example/rovers"
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS))
    await decide(store, "b", page(elsewhere, "Rovers win", ROVERS, canonical=elsewhere))
    copy = await decide(store, "c", page(SECOND, "Rovers win", ROVERS))
    assert copy.decision.reason is Reason.DUP_CONTENT
    assert await store.call(retract, Retraction("nobody knows it", Gone("answer", now()))) is None
    assert await store.run(articles_kept) == 2


def articles_kept(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(ARTICLES)).scalar_one()


async def test_the_article_under_its_own_url_is_known_when_it_comes_again(store: Store) -> None:
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS))
    first = await decide(store, "b", page(SECOND, "Rovers win", ROVERS))
    same = await decide(store, "c", page(SECOND, "Rovers win", ROVERS))
    again = await decide(store, "b", page(SECOND, "Rovers win", ROVERS))
    newer = await decide(store, "d", page(SECOND, "Rovers win 2-1", ROVERS + " It was the tenth."))
    honest = await decide(store, "e", page(SECOND, "Rovers win 2-1", ROVERS, canonical=SECOND))
    assert {v.article_id for v in (first, same, again, newer, honest)} == {first.article_id}
    assert [v.decision.reason.value for v in (first, same, again, newer)] == [
        "new", "same_content", "new", "revision"
    ]  # fmt: skip


async def test_an_article_of_another_story_is_taken_over_by_its_canonical_url(store: Store) -> None:
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS, canonical=SECOND))
    own = await decide(store, "b", page(SECOND, "Rovers win", ROVERS, canonical=SECOND))
    apart = await decide(store, "c", page(FIRST, "Trams are back", TRAMS, canonical=SECOND))
    assert (own.decision.reason, own.decision.revision) == (Reason.REVISION, 2)
    assert apart.decision.reason is Reason.NEW
    assert apart.article_id != own.article_id


async def test_a_canonical_url_whose_page_is_older_takes_over_too(store: Store) -> None:
    """Another story does not show how this one was: neither its page nor a later one is lost."""
    own = page(SECOND, "Rovers win", ROVERS, canonical=SECOND)
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS, canonical=SECOND))
    taken = await decide(store, "b", own)
    longer = ROVERS + " It was the tenth."
    newer = await decide(store, "c", page(SECOND, "Rovers win", longer, canonical=SECOND))
    older = await decide(store, "d", own.model_copy(update={"text": "An older page " + ROVERS}))
    assert [(v.decision.reason, v.decision.revision) for v in (taken, newer, older)] == [
        (Reason.REVISION, 2), (Reason.REVISION, 3), (Reason.OUTDATED, 3)
    ]  # fmt: skip


async def test_an_older_canonical_page_takes_over_also_what_was_revised_elsewhere(
    store: Store,
) -> None:
    own = page(SECOND, "Rovers win", ROVERS, canonical=SECOND)
    longer = TRAMS + " The first left at five."
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS, canonical=SECOND))
    await decide(store, "b", page(FIRST, "Trams are back", longer, canonical=SECOND))
    taken = await decide(store, "c", own)
    older = own.model_copy(update={"text": TRAMS, "title": "Trams", "fetched_at": DAY_BEFORE})
    late = await decide(store, "d", older)
    assert [(v.decision.reason, v.decision.revision) for v in (taken, late)] == [
        (Reason.REVISION, 3), (Reason.OUTDATED, 3)
    ]  # fmt: skip


async def test_an_older_page_takes_over_no_article_that_its_own_url_has_revised(
    store: Store,
) -> None:
    older = page(SECOND, "Trams are back", TRAMS, canonical=SECOND)
    mobile = f"{SECOND}/amp"
    await decide(store, "a", page(mobile, "Rovers win", ROVERS, canonical=SECOND))
    await decide(store, "b", page(SECOND, "Rovers win 2-1", ROVERS, canonical=SECOND))
    late = await decide(store, "c", older)
    assert (late.decision.reason, late.decision.revision) == (Reason.OUTDATED, 2)


async def test_an_older_page_takes_over_nothing_either_once_the_first_address_is_the_latest(
    store: Store,
) -> None:
    older = page(SECOND, "Trams are back", TRAMS, canonical=SECOND)
    mobile = f"{SECOND}/amp"
    for name, url, title in (
        ("a", mobile, "Rovers win"), ("b", SECOND, "Rovers win 2-1"), ("c", mobile, "Rovers win 3")
    ):  # fmt: skip
        await decide(store, name, page(url, title, ROVERS, canonical=SECOND))
    late = await decide(store, "d", older)
    assert (late.decision.reason, late.decision.revision) == (Reason.OUTDATED, 3)


async def test_another_edition_with_the_same_headline_is_a_duplicate(store: Store) -> None:
    await decide(store, "a", page(FRONT, "Trams are back", TRAMS))
    mobile = await decide(store, "b", page("https://m.example.com/news", "Trams are back", ROVERS))
    assert mobile.decision.reason is Reason.DUP_CANONICAL


async def test_a_mobile_address_of_another_story_has_an_id_of_its_own(store: Store) -> None:
    mobile = "https://m.example.com/news"
    desk = await decide(store, "a", page(FRONT, "Trams are back", TRAMS))
    other = await decide(store, "b", page(mobile, "Rovers win", ROVERS, canonical=mobile))
    assert other.decision.reason is Reason.NEW
    assert other.article_id == article_id(mobile) != desk.article_id


async def test_spellings_of_one_address_may_each_revise_and_editions_may_not(store: Store) -> None:
    http, mobile = "http://example.com/news/", "https://m.example.com/news"
    await decide(store, "a", page(http, "Trams are back", TRAMS, canonical=http))
    secure = await decide(store, "b", page(FRONT, "The trams are back", TRAMS))
    edition = await decide(store, "c", page(mobile, "Trams", TRAMS, canonical=mobile))
    assert [v.decision.reason for v in (secure, edition)] == [
        Reason.REVISION, Reason.DUP_CANONICAL
    ]  # fmt: skip


async def test_a_late_delivery_of_an_article_under_its_own_url_does_not_bury_a_later_revision(
    store: Store,
) -> None:
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS))
    first = page(SECOND, "Rovers win", ROVERS)
    newer = page(SECOND, "Rovers win 2-1", ROVERS + " It was the tenth.")
    decided = await decide(store, "b", first)
    await decide(store, "c", newer)
    assert (await decide(store, "b", first)).say is Say.ANSWER
    assert (await decide(store, "c", newer)).say is Say.ALL
    await store.call(retract, Retraction(decided.article_id, Gone("answer", now())))
    assert (await decide(store, "c", newer)).say is Say.ANSWER


async def test_a_third_story_at_a_mobile_address_is_not_answered_with_the_second(
    store: Store,
) -> None:
    mobile = "https://m.example.com/rovers-win"
    await decide(store, "a", page(FIRST, "Trams are back", TRAMS))
    await decide(store, "b", page(SECOND, "Rovers win", ROVERS, canonical=SECOND))
    third = await decide(store, "c", page(mobile, "Council votes", COUNCIL))
    assert (third.decision.reason, third.article_id) == (Reason.NEW, article_id(mobile))
    again = await decide(store, "d", page(mobile, "Council votes", COUNCIL))
    assert (again.decision.reason, again.article_id) == (Reason.SAME_CONTENT, third.article_id)


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        (Content("Trams", "", TRAMS), Content("Rovers", "", ROVERS), False),
        (Content("Trams", "", TRAMS), Content("Trams return", "", ROVERS), True),
        (Content("Trams", "", TRAMS), Content("Rovers", "", "Subscribe to read on."), True),
        (Content("Trams", "", TRAMS), Content("Line opens", "", TRAMS[:110]), True),
        (Content("", "", TRAMS), Content("", "", ROVERS), False),
    ],
    ids=["two stories", "one headline", "a teaser", "a part of the text", "no headlines"],
)
def test_agreement(one: Content, other: Content, can: bool) -> None:
    assert agree(one, other) is can
    assert agree(other, one) is can
