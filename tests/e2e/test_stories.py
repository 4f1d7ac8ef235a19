"""Two papers report one event: their articles share a story, which `tail --story` follows."""

import json
from collections.abc import Iterator

import pytest

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

FIRE = (
    "Warehouse fire in Portmarnock kills four",
    "Four people died when a warehouse caught fire in Portmarnock on Monday night, firefighters"
    " said. Chief officer Aoife Brannigan said 23 engines fought the blaze in the Kilrock depot.",
    "The depot of Halloran Logistics stored paint and solvents. Neighbours in Kilrock Road were"
    " asked to keep their windows closed until the morning, and two schools stay shut.",
)
FIRE_ELSEWHERE = (
    "Four dead after blaze at Portmarnock warehouse",
    "A blaze at a Portmarnock warehouse that stored solvents has killed four workers. Some 23"
    " engines were sent to the Kilrock depot of Halloran Logistics, Aoife Brannigan of the fire"
    " service told reporters on Monday.",
    "Smoke from the paint could be seen in Kilrock for hours. Halloran Logistics said that it"
    " would help the families, and that it did not know how the fire had begun.",
)
ELECTION = (
    "Lisbon elects Teixeira as its mayor",
    "Marta Teixeira won the mayoral election in Lisbon with 51 percent of the ballots, ahead of"
    " the incumbent Rui Falcao. Turnout reached 62 percent, the electoral commission reported.",
    "She promised cheaper trams and affordable housing in Alfama. Falcao congratulated her at"
    " midnight and said that he would stay on the council of the city.",
)


@pytest.fixture
def rival() -> Iterator[Newspaper]:
    """Serve from another host."""
    paper = Newspaper("127.0.0.2")
    yield paper
    paper.close()


def page(title: str, *paragraphs: str) -> str:
    """Set an article."""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<html lang="en"><head><title>{title}</title>'
        '<meta property="article:published_time" content="2026-03-02T22:10:00Z"></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def test_tail_follows_a_story_over_two_papers(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, rival: Newspaper
) -> None:
    told = [
        (newspaper, "/fire", FIRE, "story-1"),
        (rival, "/blaze", FIRE_ELSEWHERE, "story-2"),
        (newspaper, "/mayor", ELECTION, "story-3"),
    ]
    for paper, path, words, name in told:
        paper.pages[path] = page(*words)
        value = json.dumps({"url": paper.url(path), "id": name})
        client.send("urls.submitted.v1", value.encode())
        assert client.outcomes_of({name})[name]["outcome"] == "published"

    options = ("tail", "--from-beginning", "--until-end", "--json")
    lines = map(json.loads, stack.newsreel(*options).stdout.splitlines())
    articles = [each for each in lines if not each.get("gone")]
    story = {each["url"]: each["story_id"] for each in articles}
    done = stack.newsreel(*options, "--story", story[newspaper.url("/fire")])
    followed = [json.loads(line) for line in done.stdout.splitlines()]
    followed = [each for each in followed if not each.get("gone")]
    assert {each["story_position"]: each["url"] for each in followed} == {
        1: newspaper.url("/fire"),
        2: rival.url("/blaze"),
    }
    assert story[newspaper.url("/mayor")] not in (None, story[newspaper.url("/fire")])
