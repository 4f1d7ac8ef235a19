"""A made-up stream of articles about events, each known to be of one of them.

Events of one topic share its words, its people and organisations, and lines of background word for
word; events share places. An article tells some of the facts of its event, each a phrase of a few
words that it may put otherwise; one in eight is an edited copy of an earlier one. The words are
English by their frequency, without sense.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from services.publish.texts.contents import Content
from services.text.frequency import read_frequencies

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 30
DAYS_AFTER = 1.0
"""How much later than its event an article is, on average; at most four times that."""
TOPICS, PLACES = 40, 60
COPIES = 0.12
FACTS = 18
OTHERWISE = 0.35
SYLLABLES = ["ba", "do", "ven", "kor", "li", "mar", "tes", "ul", "han", "gre", "pol", "san", "ri"]
SYLLABLES += ["che", "dov", "ka", "nor", "fel", "zi", "ton", "bre"]


class Told(NamedTuple):
    """An article and the event that it is about."""

    event: int
    at: datetime
    content: Content


class Words:
    """Words to draw from, each as often as in English."""

    def __init__(self, common: float, rare: float) -> None:
        """Between two Zipf read_frequencies."""
        listed = read_frequencies("en").items()
        found = [(word, 10**zipf) for word, zipf in listed if rare <= zipf < common]
        self._words = [word for word, _ in found if word.isalpha()]
        shares = (share for word, share in found if word.isalpha())
        self._sums = [*accumulate(shares)]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Draw some, a common one more often than a rare one."""
        return chance.choices(self._words, cum_weights=self._sums, k=count)

    def pick(self, chance: random.Random, count: int) -> list[str]:
        """Draw different ones, each as likely."""
        return chance.sample(self._words, count)


class Topic:
    """What its events have in common."""

    def __init__(self, number: int) -> None:
        chance = random.Random(f"topic {number}")
        self.words = _drawn(5.0, 3.4).pick(chance, 60)
        self.people = [_name(chance, 2) for _ in range(6)]
        self.bodies = [_name(chance, 2) for _ in range(4)]
        self.background = [_sentence(chance, [*self.words], 18) for _ in range(8)]


class Story:
    """An event, and what there is to tell of it."""

    def __init__(self, number: int) -> None:
        chance = random.Random(f"event {number}")
        self.topic = _topic(number % TOPICS)
        self.at = START + timedelta(days=chance.uniform(0, DAYS))
        self.place = _name(random.Random(f"place {chance.randrange(PLACES)}"), 1)
        topic = self.topic
        people = [_name(chance, 2), _name(chance, 2), chance.choice(topic.people)]
        self.names = [*people, chance.choice(topic.bodies), self.place]
        self.facts = [self._fact(chance, word) for word in _drawn(4.4, 3.0).pick(chance, FACTS)]

    def _fact(self, chance: random.Random, word: str) -> list[str]:
        """Make a phrase of a word of its own, of what the topic has, and a name or a number."""
        number = str(chance.randrange(2, 10 ** chance.randint(1, 4)))
        last = number if chance.random() < 0.4 else chance.choice(self.names)
        common = _drawn(8.0, 3.8).draw(chance, 1)
        fact = [word, *common, *chance.sample(self.topic.words, chance.randint(0, 2)), last]
        chance.shuffle(fact)
        return fact

    def tell(self, chance: random.Random) -> Content:
        """Write an article that has some of it."""
        first, *others = chance.sample(self.facts, chance.randint(FACTS // 3, 2 * FACTS // 3))
        main = self.facts[0] if chance.random() < 0.8 else others[1]
        title = [*self._put(chance, main), *self._put(chance, first), self.place]
        lead = [main, first, others[0]]
        lines = [self._line(chance, fact) for fact in lead + others]
        for _ in range(chance.randint(2, 10)):
            about = [chance.choice(self.topic.words), chance.choice(self.names)]
            lines.append(self._line(chance, about))
        lines += chance.sample(self.topic.background, chance.randint(0, 4))
        return Content(_capital(" ".join(title)), "", "\n".join(lines), "en")

    def _line(self, chance: random.Random, fact: list[str]) -> str:
        words = _drawn(8.0, 3.8).draw(chance, chance.randint(6, 14))
        at = chance.randrange(len(words))
        words[at:at] = self._put(chance, fact)
        return _capital(" ".join(words)) + "."

    def _put(self, chance: random.Random, fact: list[str]) -> list[str]:
        """Say it, perhaps with a word less or another one."""
        said = list(fact)
        if chance.random() < OTHERWISE:
            said[chance.randrange(len(said))] = _drawn(6.0, 3.4).draw(chance, 1)[0]
        if chance.random() < OTHERWISE:
            del said[chance.randrange(len(said))]
        return said


def stream(articles: int, events: int, first: int = 0) -> list[Told]:
    """Return that many articles of so many events from that number on, in order of time."""
    chance = random.Random(2026)
    shares = [1 / (rank + 10) for rank in range(events)]
    sizes = [1 + int(share / sum(shares) * (articles - events)) for share in shares]
    for number in range(articles - sum(sizes)):
        sizes[number % events] += 1
    told = [
        each for event, size in enumerate(sizes) for each in _articles(first + event, size, chance)
    ]
    return sorted(told, key=lambda each: each.at)


def _articles(event: int, size: int, chance: random.Random) -> Iterator[Told]:
    story, told = Story(event), list[Content]()
    late = sorted(min(chance.expovariate(1 / DAYS_AFTER), 4 * DAYS_AFTER) for _ in range(size))
    for days in late:
        is_copy = told and chance.random() < COPIES
        told.append(_copied(chance.choice(told), chance) if is_copy else story.tell(chance))
        yield Told(event, story.at + timedelta(days=days), told[-1])


def _copied(content: Content, chance: random.Random) -> Content:
    words = content.text.split(" ")
    for _ in range(len(words) // 25):
        words[chance.randrange(len(words))] = _drawn(8.0, 3.8).draw(chance, 1)[0]
    return content._replace(text=" ".join(words))


def _sentence(chance: random.Random, pool: list[str], size: int) -> str:
    words = [
        chance.choice(pool) if chance.random() < 0.4 else _drawn(8.0, 3.8).draw(chance, 1)[0]
        for _ in range(size)
    ]
    return _capital(" ".join(words)) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(chance: random.Random, parts: int) -> str:
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))) for _ in range(parts)]
    return " ".join(each.capitalize() for each in made)


@cache
def _topic(number: int) -> Topic:
    return Topic(number)


@cache
def _drawn(common: float, rare: float) -> Words:
    return Words(common, rare)
