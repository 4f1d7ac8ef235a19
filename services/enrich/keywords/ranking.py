"""How likely a candidate is what the publisher would tag the article with.

A sum of weighted signs, of which the exponential is the score. The weights are what
`python -m tests.harness.quality.keyword_weights` fits; see `docs/enrichment.md`.
"""

from collections.abc import Sequence
from math import exp, log
from operator import mul

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.stated import Stated
from services.enrich.places.table import place_names
from services.text.frequency import RAREST

JUST_BEGUN = 0.01
"""Share of the text, within which it does not matter where a word stands first."""

WEIGHTS = {
    "times": 0.51,
    "share": 0.29,
    "once": -0.20,
    "log first": -0.22,
    "title": 0.26,
    "described": 0.66,
    "slug": 0.58,
    "name": 0.51,
    "capital": 0.29,
    "acronym": 0.46,
    "two words": 0.55,
    "zipf": -0.26,
    "name zipf": 0.49,
    "bare": 0.40,
    "place": 0.51,
    "country": 0.49,
    "subject": 1.25,
    "sure subject": 0.27,
}
_WEIGHTS = tuple(WEIGHTS.values())


class Ranking:
    """What is known of a text, to weigh its candidates by."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        title: str,
        words: Vocabulary,
        said: Stated,
    ) -> None:
        self._title = title
        self._said = said
        self._most = max([each.times for each in candidates], default=1)
        self._lexicon = words.lexicon
        self._places = place_names()
        self._subjects = words.subjects

    def score(self, candidate: Candidate) -> float:
        """Weigh a candidate; comparable inside one text only."""
        return exp(sum(map(mul, _WEIGHTS, self.signs(candidate))))

    def signs(self, candidate: Candidate) -> tuple[float, ...]:
        """Return what speaks for a candidate and against it, in the order of the weights.

        A yes is 1, a no 0.
        """
        key, form, times, first, name = candidate[:5]
        zipf_of, spaces = self._lexicon.get, key.count(" ")
        zipf = (
            min([zipf_of(word, RAREST) for word in key.split()]) if spaces else zipf_of(key, RAREST)
        )
        place = None if form[0].islower() else self._places.get(key)
        in_title, described = self._is_in_title(key), self._said.describes(key)
        in_slug = self._said.is_in_slug(key)
        said = in_title or described or in_slug
        is_subject = key in self._subjects
        return (
            log(times),
            times / self._most,
            times == 1,
            log(JUST_BEGUN + first),
            in_title,
            described,
            in_slug,
            name,
            form[0].isupper(),
            2 <= len(key) <= 5 and form.isupper(),
            spaces == 1,
            zipf - 4,
            name * (zipf - 4),
            candidate.bare,
            place is not None,
            place is not None and place.kind == "country",
            is_subject,
            is_subject and not (times == 1 and not said),
        )

    def _is_in_title(self, key: str) -> bool:
        if key.isascii():
            return f" {key} " in self._title
        return len(key) > 1 and key in self._title
