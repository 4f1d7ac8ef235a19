"""How likely a candidate is what the publisher would tag the article with.

A sum of weighted signs, of which the exponential is the score. The weights are what
`python -m tests.harness.quality.keyword_weights` fits; see `docs/enrichment.md`.
"""

from collections.abc import Iterable, Mapping
from math import exp, log
from operator import mul

from services.enrich.keywords.candidate import Candidate
from services.enrich.keywords.subjects import subjects
from services.enrich.places.table import names as place_names
from services.text.frequency import RAREST

LEAD = 0.12
"""Share of the text that counts as its beginning."""
TYPICAL_ZIPF = 4.6
"""Tags are neither the rarest nor the commonest words."""

WEIGHTS = {
    "times": 1.04,
    "name times": -0.01,
    "once": -0.62,
    "title": 0.72,
    "near top": 0.30,
    "lead": 0.31,
    "name": 0.53,
    "person": 0.02,
    "two words": 0.38,
    "zipf": -0.08,
    "name zipf": 0.42,
    "off typical": -0.05,
    "nominal": 0.67,
    "absorbed": 0.03,
    "place": 0.85,
    "country": 0.64,
    "subject": 1.11,
    "acronym": 0.01,
    "bare": 0.62,
}
_WEIGHTS = tuple(WEIGHTS.values())


class Ranking:
    """What is known of a text, to weigh its candidates by."""

    def __init__(
        self, candidates: Iterable[Candidate], title: str, lexicon: Mapping[str, float]
    ) -> None:
        self._title = title
        self._lexicon = lexicon
        self._places = place_names()
        self._subjects = subjects()
        self._in_phrases: dict[str, int] = {}
        for each in candidates:
            if " " in each.key:
                for word in each.key.split():
                    self._in_phrases[word] = max(self._in_phrases.get(word, 0), each.times)

    def score(self, candidate: Candidate) -> float:
        """Weigh a candidate; comparable inside one text only."""
        return exp(sum(map(mul, _WEIGHTS, self.signs(candidate))))

    def signs(self, candidate: Candidate) -> tuple[float, ...]:
        """Return what speaks for a candidate and against it, in the order of the weights.

        A yes is 1, a no 0.
        """
        key, form, times, first, name = candidate[:5]
        words = key.split()
        zipfs = [self._lexicon.get(word, RAREST) for word in words]
        zipf = min(zipfs) if len(zipfs) > 1 else zipfs[0]
        place = self._places.get(key)
        repeated = log(times)
        return (
            repeated,
            name * repeated,
            times == 1,
            self._is_in_title(key),
            1 - first,
            first < LEAD,
            name,
            candidate.person,
            len(words) == 2,
            zipf - 4,
            name * (zipf - 4),
            abs(zipf - TYPICAL_ZIPF),
            candidate.nominal,
            min(1.0, self._in_phrases.get(key, 0) / times),
            place is not None,
            place is not None and place.kind == "country",
            key in self._subjects,
            2 <= len(key) <= 5 and form.isupper(),
            candidate.bare,
        )

    def _is_in_title(self, key: str) -> bool:
        if key.isascii():
            return f" {key} " in self._title
        return len(key) > 1 and key in self._title
