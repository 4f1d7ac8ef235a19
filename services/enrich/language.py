"""Which language the body is written in.

Never what the page declares: a Persian page may hold an English article. And never the beginning
alone: eldc 0.4 reads 1,000 bytes and no more, which a caption or a menu can fill. So lines from
all over the text vote, each with its letters.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from services.enrich.languages.twins import of_twins
from services.enrich.languages.unlisted import unlisted
from services.text.words import DENSE, may_be_unspaced

PIECES = 20
PIECES_KEPT = 256
"""Of the article at hand: the body's language and its paragraphs' are asked of the same lines."""
SAMPLE_CHARACTERS = 20_000
PIECE_CHARACTERS = 330
"""1,000 bytes of three-byte characters, eldc's limit."""

LEAST_LETTERS = 25
"""Word pairs are told right in 92 of 100 cases only, sentences in 99.5."""
LEAST_DISTINCT = 10
"""Of 25 letters of any sentence; the detector has a language for `a a a`, too."""
LEAST_DENSE_LETTERS = 6
"""Of scripts that a character or two of a word identify."""

CLEAR_SCORE = 0.8
LEAST_GAP = 0.005
"""eldc wants a gap of .02, which Hindi never has to Marathi (.977 to .967)."""
SURE_SCORE = 0.95
SURE_GAP = 0.001
"""Of a sentence of Hindi, .978 to .976; of several the others tell."""
DENSE_WEIGHT = 2
"""More for a character of a script that says in one what others say in three."""

_NO_LETTERS = bytes(n for n in range(128) if not chr(n).isalpha())
"""Of ASCII; without them bytes are counted in a tenth of the time that letters take."""
_SIGNS = regex.compile(r"\p{M}")


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code and how sure it is, 0 to 1; both None when it cannot be told."""

    code: str | None = None
    confidence: float | None = None
    lead: float = 0.0
    """Of one short text: how far the next language's score is below."""


UNKNOWN = Language()

Detector = Callable[[str], Language]
"""Tells the language of one short text, or `UNKNOWN` where it is not sure."""


def detect(text: str, detector: Detector | None = None) -> Language:
    """Tell the language of most of the pieces that can be told, else by its commonest words.

    The confidence is the detector's score, the less the more of the text is in other languages.
    """
    ask = detector or eldc_detector()
    may_be_dense = may_be_unspaced(text)
    letters: Counter[str] = Counter()
    scores: defaultdict[str, float] = defaultdict(float)
    for piece in pieces(text):
        if (vote := ask(piece)).code is not None:
            weight = len(piece)
            if may_be_dense:
                weight += DENSE_WEIGHT * len(DENSE.findall(piece))
            letters[vote.code] += weight
            scores[vote.code] += weight * (vote.confidence or 0.0)
    code, most = letters.most_common(1)[0] if letters else (None, 0)
    if code is None or 2 * most <= letters.total():
        return Language(*(unlisted(text) or (None, None)))
    confidence = round(min(1.0, scores[code] / letters.total()), 3)
    return Language(of_twins(code, text[:SAMPLE_CHARACTERS]), confidence)


def pieces(text: str) -> list[str]:
    """Cut at most 20 pieces out of lines all over the text, none too short to be told."""
    found = [
        line[start : start + PIECE_CHARACTERS]
        for line in _sample(text).split("\n")
        for start in range(0, len(line), PIECE_CHARACTERS)
    ]
    long_enough = [piece for piece in found if is_long_enough(piece)]
    return long_enough[:: -(-len(long_enough) // PIECES) or 1]


def _sample(text: str) -> str:
    """Bound what is looked at, and drop NULs, which eldc refuses."""
    if len(text) > SAMPLE_CHARACTERS:
        step, size = len(text) // PIECES, SAMPLE_CHARACTERS // PIECES
        text = "\n".join(text[start : start + size] for start in range(0, len(text), step))
    return text.replace("\0", " ")


def is_long_enough(piece: str) -> bool:
    """Whether a detector has something to go by: enough letters, and not the same few."""
    beginning = piece[: 2 * LEAST_LETTERS]  # mostly it will do
    letters = _latin_letters(beginning)
    if len(letters) >= LEAST_LETTERS and len(set(letters)) >= LEAST_DISTINCT:
        return True
    distinct = len(set(beginning))
    if distinct < LEAST_DISTINCT:
        distinct = len(set(piece))
    if distinct >= LEAST_DISTINCT and has_letters(piece, LEAST_LETTERS):
        return True
    return distinct >= LEAST_DENSE_LETTERS and len(DENSE.findall(piece)) >= LEAST_DENSE_LETTERS


def ascii_letters(text: str) -> int:
    """Count the letters from A to Z, small or not."""
    return len(_latin_letters(text))


def _latin_letters(text: str) -> bytes:
    return text.encode("ascii", "ignore").translate(None, _NO_LETTERS)


def has_letters(piece: str, least: int) -> bool:
    """Whether a text has so many letters; mostly its beginning has."""
    if len(piece) < least:
        return False
    beginning = piece[: 2 * least]
    if ascii_letters(beginning) >= least:
        return True
    return _letters(beginning) >= least or (
        len(piece) > len(beginning) and _letters(piece) >= least
    )


def _letters(text: str) -> int:
    """Count letters, and the signs that are vowels of Hindi and its neighbours."""
    return sum(map(str.isalpha, text)) + len(_SIGNS.findall(text))


@cache
def eldc_detector() -> Detector:
    """Load eldc (31 MB, once a process)."""
    import eldc

    eldc.init()
    eldc.set_scores(2)

    @lru_cache(maxsize=PIECES_KEPT)
    def tell(text: str) -> Language:
        result = eldc.detect_details(text)
        best, second = [*result.scores.values(), 0.0, 0.0][:2]
        gap = LEAST_GAP if best < SURE_SCORE else SURE_GAP
        if result.reliable or (best >= CLEAR_SCORE and best - second >= gap):
            return Language(result.language, best, best - second)
        return UNKNOWN

    return tell
