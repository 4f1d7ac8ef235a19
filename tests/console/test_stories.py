"""Stories as the console lists them."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from services.cli.clients.store import connected
from services.cli.errors import Problem
from services.console.stories import _standing, revisions, stories, story
from services.publish.tables import STORIES
from services.settings import Settings, read_settings
from tests.console.conftest import FIRST, HOSTILE, SECOND, tell_of_a_fire
from tests.publish.test_stories import FIRE
from tests.support.stores import DATABASES, store_url


@pytest.fixture(params=DATABASES)
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store in which publish has decided on a story."""
    url = store_url(request.param, tmp_path, request)
    await tell_of_a_fire(url)
    return read_settings(store=url)


async def test_a_story_has_the_headline_of_its_first_article_and_its_sites(
    settings: Settings,
) -> None:
    (found,) = stories(settings, 2)
    assert (found["story_id"], found["title"], found["size"]) == (FIRST, FIRE.title, 2)
    assert found["sites"] == [f"{FIRST}.example", f"{SECOND}.example"]
    assert found["first_seen_at"] <= found["seen_at"]
    assert len(stories(settings)) == 2


async def test_its_articles_are_those_of_the_stories_that_became_it(settings: Settings) -> None:
    mine = update(STORIES).where(STORIES.c.story_id == "c" * 32)
    with connected(settings, "publish") as connection:
        connection.execute(mine.values(merged_into=FIRST))
    assert len(stories(settings)) == 1
    for name in (FIRST, "c" * 32):
        articles = story(settings, name)
        assert [each["article_id"] for each in articles] == [FIRST, SECOND, "c" * 32]
    assert [each["title"] for each in articles[:2]] == [FIRE.title, HOSTILE]


async def test_a_chain_of_stories_is_followed_to_its_end_whichever_are_asked_at_once(
    settings: Settings,
) -> None:
    last = "c" * 32
    with connected(settings, "publish") as connection:
        middle = connection.execute(select(STORIES).where(STORIES.c.story_id == FIRST)).one()
        row = middle._asdict() | {"story_id": "d" * 32, "merged_into": FIRST}
        connection.execute(insert(STORIES).values(row))
        mine = update(STORIES).where(STORIES.c.story_id == FIRST)
        connection.execute(mine.values(merged_into=last))
        for asked in (["d" * 32], ["d" * 32, FIRST], ["d" * 32, FIRST, last]):
            assert _standing(connection, asked) == dict.fromkeys(asked, last)


async def test_revisions_say_what_went_and_what_came(settings: Settings) -> None:
    found = revisions(settings, SECOND)
    assert (found["story_id"], found["revision"]) == (FIRST, 2)
    (change,) = found["revisions"]
    assert change["title_before"] == "Four dead after blaze at Portmarnock warehouse"
    assert "killed 5 workers" in change["sentences_added"][0]


async def test_a_story_that_nobody_knows_is_a_clear_problem(settings: Settings) -> None:
    with pytest.raises(Problem, match="there is no story"):
        story(settings, "0" * 32)


async def test_where_publish_never_ran_there_are_no_stories(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="never run"):
        stories(read_settings(store=f"sqlite:///{tmp_path}"))
