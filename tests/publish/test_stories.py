"""Articles about one event share a story, whoever meets them, in whatever batches."""

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import Connection, func, select

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched
from schemas.passport import Passport
from schemas.pipeline import MERGED
from services.publish.decided import Candidate, Decided, Say
from services.publish.keyed_rows import forget_oldest
from services.publish.merged import merge_messages
from services.publish.publish import ending
from services.publish.revisions.addresses import own_ids
from services.publish.revisions.found import found_in
from services.publish.rows.decisions import Made
from services.publish.stories.profile import pack, profile_of, unpack
from services.publish.stories.rows import BY_KEY
from services.publish.tables import METADATA, STORIES, STORY_KEYS
from services.publish.texts.contents import Content
from services.stage.endings import Ended
from services.stage.store.store import Store
from tests.publish.test_decisions import RULES, START, seen
from tests.publish.test_likeness import edited
from tests.support.articles import article
from tests.support.decisions import decide_on_all
from tests.support.stores import running
from tests.support.texts import text_of

AT = datetime(2026, 3, 1, tzinfo=UTC)

FIRE = Content(
    "Warehouse fire in Portmarnock kills 4",
    "",
    "Four people died when a warehouse caught fire in Portmarnock on Monday night, firefighters"
    " said. Chief officer Aoife Brannigan said 23 engines fought the blaze in the Kilrock depot."
    "\nThe depot of Halloran Logistics stored paint and solvents.",
    "en",
)
FIRE_ELSEWHERE = Content(
    "Four dead after blaze at Portmarnock warehouse",
    "",
    "A blaze at a Portmarnock warehouse that stored solvents has killed 4 workers. Some 23 engines"
    " were sent to the Kilrock depot of Halloran Logistics, Aoife Brannigan of the fire service"
    " told reporters.\nNeighbours were asked to keep windows closed.",
    "en",
)
ARREST = Content(
    "Suspect Declan Rourke, 37, arrested at ferry",
    "",
    "Detectives arrested Declan Rourke, 37, aboard the 9 ferry bound for Holyhead, inspector"
    " Siobhan Teague announced. He carried 1200 euros and petrol receipts.",
    "en",
)
ELECTION = Content(
    "Lisbon elects Teixeira as mayor",
    "",
    "Marta Teixeira won the mayoral election in Lisbon with 51 percent of the ballots, ahead of"
    " incumbent Rui Falcao. Turnout reached 62 percent, the electoral commission reported.\nShe"
    " promised cheaper trams and affordable housing in Alfama.",
    "en",
)


def page(
    event: str, name: str, content: Content, days: float = 5, later: timedelta = timedelta()
) -> Candidate:
    """An article of a site of its own."""
    where = f"https://{name}.example/1"
    base = seen(event, content.text, via=where, article=name)
    found = dataclasses.replace(
        base.found,
        canonical_url=where,
        content=content,
        when=AT + later,
    )
    rules = dataclasses.replace(RULES, stories_days=days)
    return dataclasses.replace(base, found=found, rules=rules, now=START + later)


def one_event(number: int, edits: float = 0) -> Content:
    """A text of invented words, and one that tells about the same."""
    text = text_of(number)
    return Content(text[:60], "", edited(text, edits, number) if edits else text)


def told(decided: Decided) -> tuple[str, int, int] | None:
    story = decided.decision.story
    return (story.id, story.size, story.position) if story else None


def cause() -> Envelope[ArticleEnriched]:
    """The event that brought an article."""
    extracted = article("text").model_dump()
    passport = Passport(submission_id="s", submitted_url="https://c.example/1", submitted_at=AT)
    data = ArticleEnriched(**extracted, enricher_version="1")
    return Envelope("e3", "newsreel/enrich", AT, passport, data)


async def in_turn(store: Store, pages: Sequence[Candidate]) -> list[tuple[str, int, int] | None]:
    return [told(await store.call(decide_on_all, each)) for each in pages]


async def together(store: Store, pages: Sequence[Candidate]) -> list[tuple[str, int, int] | None]:
    return [told(each) for each in await store.call_many(decide_on_all, pages)]


def rows(connection: Connection) -> tuple[int, int]:
    stories, keys = (
        connection.execute(select(func.count()).select_from(each)).scalar_one()
        for each in (STORIES, STORY_KEYS)
    )
    return stories, keys


@pytest.mark.parametrize("at_once", [False, True])
async def test_two_sites_on_one_event_share_the_story_of_the_first(
    store: Store, at_once: bool
) -> None:
    pages = [page("e1", "a", FIRE), page("e2", "b", ELECTION), page("e3", "c", FIRE_ELSEWHERE)]
    decide = together if at_once else in_turn
    assert await decide(store, [*pages, *pages]) == [("a", 1, 1), ("b", 1, 1), ("a", 2, 2)] * 2


async def test_a_revision_keeps_its_story_and_says_how_large_it_has_become(store: Store) -> None:
    revised = FIRE._replace(text=FIRE.text + "\nPolice named the four victims on Tuesday morning.")
    pages = [page("e1", "a", FIRE), page("e2", "c", FIRE_ELSEWHERE), page("e3", "a", revised)]
    assert await in_turn(store, pages) == [("a", 1, 1), ("a", 2, 2), ("a", 2, 1)]


async def test_two_stories_that_turn_out_one_are_merged_by_a_message_and_nothing_is_rewritten(
    store: Store,
) -> None:
    both = Content(f"{FIRE.title}: {ARREST.title}", "", f"{FIRE.text}\n{ARREST.text}", "en")
    pages = [page("e1", "a", FIRE), page("e2", "b", ARREST), page("e3", "c", both)]
    first = await store.call_many(decide_on_all, pages)
    assert [told(each) for each in first] == [("a", 1, 1), ("b", 1, 1), ("a", 3, 3)]
    revised = ARREST._replace(text=ARREST.text + "\nHe denies the charge, said his lawyer Finn.")
    assert await in_turn(store, [page("e5", "b", revised)]) == [("b", 3, 1)]
    assert first[2].decision.story == (await store.call(decide_on_all, pages[2])).decision.story

    ((topic, message),) = merge_messages(cause(), "c", first[2].decision)
    assert (topic, message.key) == (MERGED, b"b")
    said = orjson.loads(message.value or b"")
    assert (said["story_id"], said["merged_story_id"], said["story_size"]) == ("a", "b", 3)
    assert merge_messages(cause(), "c", first[2].decision)[0][1] == message
    assert merge_messages(cause(), "a", first[0].decision) == ()


async def test_merged_stories_are_named_though_a_later_revision_is_on_the_topic(
    store: Store,
) -> None:
    both = Content(f"{FIRE.title}: {ARREST.title}", "", f"{FIRE.text}\n{ARREST.text}", "en")
    pages = [page("e1", "a", FIRE), page("e2", "b", ARREST), page("e3", "c", both)]
    await store.call_many(decide_on_all, pages)
    revised = both._replace(text=both.text + "\nHe denies the charge, said his lawyer Finn.")
    await in_turn(store, [page("e4", "c", revised)])
    again = await store.call(decide_on_all, pages[2])
    assert again.say is Say.ANSWER
    said = ending(cause(), again)
    assert isinstance(said, Ended)
    assert [(topic, message.key) for topic, message in said.before] == [(MERGED, b"b")]


async def test_a_story_out_of_its_window_is_not_joined(store: Store) -> None:
    late = page("e2", "c", FIRE_ELSEWHERE, later=timedelta(days=6))
    assert await in_turn(store, [page("e1", "a", FIRE), late]) == [("a", 1, 1), ("c", 1, 1)]


async def test_no_story_is_told_where_it_is_switched_off_or_the_text_too_short(
    store: Store,
) -> None:
    short = Content("Weather", "", "Rain.", "en")
    pages = [page("e1", "a", FIRE, days=0), page("e2", "b", short)]
    assert await in_turn(store, pages) == [None, None]
    assert await store.run(rows) == (0, 0)


async def test_a_story_that_waits_no_longer_is_forgotten_with_all_its_rows(store: Store) -> None:
    await in_turn(store, [page("e1", "a", FIRE), page("e2", "b", ELECTION)])
    before = START + timedelta(days=9000)
    assert [await store.run(forget_oldest, BY_KEY, before, 1) for _ in range(3)] == [1, 1, 0]
    assert await store.run(rows) == (0, 0)


async def test_two_workers_that_meet_the_halves_of_a_pair_at_once_tell_one_story(
    url: str,
) -> None:
    pairs = [
        (page(f"a{n}1", f"a{n}", one_event(n)), page(f"b{n}2", f"b{n}", one_event(n, edits=0.1)))
        for n in range(20)
    ]
    async with (
        running(url, "publish", METADATA) as one,
        running(url, "publish", METADATA) as other,
    ):
        answers = await asyncio.gather(
            *(one.call(decide_on_all, pair[0]) for pair in pairs),
            *(other.call(decide_on_all, pair[1]) for pair in pairs),
        )
    for number in range(len(pairs)):
        stories = [each.decision.story for each in (answers[number], answers[number + 20])]
        assert len({story.id for story in stories if story}) == 1
        assert sorted(story.position for story in stories if story) == [1, 2]


def test_a_profile_is_read_back_as_it_was_written() -> None:
    profile = profile_of(FIRE, AT)
    assert profile is not None
    again = unpack(pack(profile))
    assert (again.at, again.language, again.keys) == (profile.at, "en", profile.keys)
    assert pack(again) == pack(profile)
    assert again.terms.tolist() == profile.terms.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "東京都の小池百合子知事は二十日、築地市場跡地の再開発計画を発表した。総事業費は九千億円となる。",
        "서울시는 월요일 한강 다리 여섯 곳의 보수 공사를 시작한다고 밝혔다 예산은 삼백억 원이다",
        "أعلنت بلدية القاهرة يوم الاثنين عن خطة لترميم سبعة جسور على النيل بكلفة مليار جنيه",
    ],
)
def test_scripts_without_capitals_or_blanks_have_profiles_too(text: str) -> None:
    profile = profile_of(Content("", "", text, ""), AT)
    assert profile is not None
    assert profile.keys


@pytest.mark.parametrize("year", [1, 1969])
async def test_an_article_that_calls_itself_older_than_clocks_has_a_story(
    store: Store, year: int
) -> None:
    long_ago = datetime(year, 1, 1, tzinfo=UTC)
    text = article(
        FIRE.text, title=FIRE.title, published_at=long_ago, published_precision="second"
    ).model_dump()
    found = found_in(ArticleEnriched(**text, enricher_version="1"), with_story=True)
    one = dataclasses.replace(page("e1", "a", FIRE), found=found)
    assert await in_turn(store, [one]) == [("a", 1, 1)]


async def test_a_revision_under_its_own_url_says_how_large_its_story_is_now(store: Store) -> None:
    front = page("e1", "front", ELECTION)
    await store.call(decide_on_all, front)
    fire = page("e2", "fire", FIRE)
    named = dataclasses.replace(fire.found, canonical_url=front.found.canonical_url)
    apart = dataclasses.replace(fire, article_id=front.article_id, found=named)
    assert told(await store.call(decide_on_all, apart)) == (next(own_ids(named)), 1, 1)
    await store.call(decide_on_all, page("e3", "other", FIRE_ELSEWHERE))
    content = FIRE._replace(text=f"{FIRE.text}\nThe fire was out by morning.")
    prints = {**named.fingerprints, "text": "later"}
    later = dataclasses.replace(named, content=content, fingerprints=prints)
    later = dataclasses.replace(later, fetched_at=named.fetched_at + timedelta(hours=1))
    revised = dataclasses.replace(apart, answer_id="e4", made=Made("e4", "once"), found=later)
    assert told(await store.call(decide_on_all, revised)) == (next(own_ids(named)), 2, 1)
