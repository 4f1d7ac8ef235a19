"""Sites in the store, on both databases: counted once, judged, and sent until it is confirmed."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.envelope import Message, decode
from schemas.events import Outcome, SiteHealth, SiteState
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.ledger.account import enter
from services.ledger.ledger import Answered
from services.ledger.sites.days import load_site
from services.ledger.sites.states import not_as_usual, restore_states
from services.ledger.sites.tally import day_of
from services.ledger.sites.usual import KEPT_DAYS
from services.ledger.sites.watch import SiteWatch
from services.stage.store.store import Store
from tests.ledger.sites.weeks import MONDAY, SETTINGS, Site, outcome, outcomes_of

NAME = "one.example"


class Broker:
    """Keeps the latest message of each key, when it answers at all."""

    def __init__(self) -> None:
        self.latest: dict[str, Message] = {}
        self.sent: list[Message] = []
        self.is_away = False

    async def send(self, messages: Sequence[Message]) -> Sequence[Exception | None]:
        if self.is_away:
            return [ConnectionError()] * len(messages)
        self.sent += messages
        self.latest |= {(message.key or b"").decode(): message for message in messages}
        return [None] * len(messages)

    def states(self, site: str = NAME) -> list[str] | None:
        message = self.latest.get(site)
        if message is None or message.value is None:
            return None
        return [state.name for state in decode(message, SiteHealth).data.states]


async def live(store: Store, site: Site, first: int, last: int) -> None:
    for day in range(first, last):
        await note(store, list(outcomes_of(site, day, random.Random(day))))


async def note(store: Store, outcomes: Sequence[Outcome]) -> None:
    facts = [Answered(outcome_id(each.submission_id), each) for each in outcomes]
    await store.call_many(enter, facts)


def morning(day: int) -> datetime:
    return MONDAY + timedelta(days=day, minutes=5)


async def test_a_silent_site_is_said_once_and_said_again_when_it_is_heard(store: Store) -> None:
    broker, site = Broker(), Site(NAME, 30, 30)
    watch = SiteWatch(store, SETTINGS, broker.send)
    await live(store, site, 0, 28)
    await watch.go_round(morning(28))
    assert broker.sent == []
    await watch.go_round(morning(29))
    await watch.go_round(morning(29))
    assert (broker.states(), len(broker.sent)) == (["quiet"], 1)
    await live(store, site, 29, 30)
    await watch.go_round(morning(30))
    assert broker.states() == []
    assert await store.run(not_as_usual) == []


async def test_what_the_broker_did_not_take_is_said_at_the_next_round(store: Store) -> None:
    broker = Broker()
    watch = SiteWatch(store, SETTINGS, broker.send)
    await live(store, Site(NAME, door=Reason.HTTP_403), 0, 1)
    broker.is_away = True
    await watch.go_round(morning(1))
    broker.is_away = False
    await watch.go_round(morning(1))
    assert broker.states() == ["blocked"]


async def test_a_site_of_which_nothing_is_known_any_more_is_forgotten(store: Store) -> None:
    broker = Broker()
    watch = SiteWatch(store, SETTINGS, broker.send)
    await live(store, Site(NAME, door=Reason.HTTP_403), 0, 1)
    await watch.go_round(morning(1))
    await watch.go_round(morning(KEPT_DAYS + 5))
    assert broker.latest[NAME].value is None
    await watch.go_round(morning(41))
    assert len(broker.sent) == 2


async def test_an_answer_that_comes_again_counts_once(store: Store) -> None:
    answer = outcome(f"https://www.{NAME}.com/1", morning(0), Reason.LOGIN_REQUIRED)
    await note(store, [answer, answer])
    await note(store, [answer])
    history = await store.run(load_site, f"{NAME}.com".removeprefix("one."))
    assert history == {day_of(MONDAY): {"visits": 1, "login_required": 1}}


async def test_a_conflicting_answer_does_not_count(store: Store) -> None:
    first = outcome(f"https://{NAME}/1", morning(0), Reason.SAME_CONTENT)
    await note(store, [first, first.model_copy(update={"reason": Reason.HTTP_403})])
    assert await store.run(load_site, NAME) == {day_of(MONDAY): {"visits": 1}}


async def test_a_store_that_is_empty_learns_since_when_from_the_topic(store: Store) -> None:
    began = MONDAY - timedelta(days=9)
    state = SiteState(name="blocked", since=began, sign="http_403", observed=1, expected=0)
    said = SiteHealth(site=NAME, states=[state], changed_at=morning(-8))
    older = SiteHealth(site=NAME, states=[], changed_at=morning(-20))
    await store.run(restore_states, [older, said])
    await store.run(restore_states, [older])
    broker = Broker()
    await live(store, Site(NAME, door=Reason.HTTP_403), 0, 1)
    await SiteWatch(store, SETTINGS, broker.send).go_round(morning(1))
    assert broker.sent == []
    (found,) = await store.run(not_as_usual)
    assert [each.since for each in found.states] == [began]
