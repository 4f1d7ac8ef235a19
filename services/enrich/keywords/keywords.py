"""What the text is about: names, nouns and phrases, the most likely tags first.

The publisher's own tags are not looked at: they stand in `tags`.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.events import Keyword
from services.enrich.keywords.candidate import LOWERED, Candidate, Vocabulary
from services.enrich.keywords.compounds import compounds
from services.enrich.keywords.distinct import distinct, without_parts
from services.enrich.keywords.han import chinese_words, simplified
from services.enrich.keywords.linked import linked
from services.enrich.keywords.named import of_names
from services.enrich.keywords.ngrams import repeated
from services.enrich.keywords.nouns import led_positions, nouns
from services.enrich.keywords.ranking import Ranking
from services.enrich.keywords.stated import NOTHING, Stated, stated
from services.enrich.names.capitals import find_names, names_of
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import is_noise_or_inflected, noise_words
from services.enrich.reading import Fields, Reading, head_of
from services.text.frequency import RAREST, frequencies
from services.text.script import NON_LATIN, is_own_script
from services.text.tokens import Tokens, tokens
from services.text.words import CAPITAL_NOUNS, fold_once, stop_words

KEYWORDS_MAX = 10
TITLE_CHARACTERS = 500
COMMON_ZIPF = 5.0
"""In Greek, Czech, Hungarian, Romanian, Finnish and Bulgarian alike, words for small, new, large,
first and good lie above, those for island, bridge, library and ferry below."""

SYLLABIC = frozenset(["vi"])
"""A space parts syllables, and one alone is no name: Phạm, of Phạm Minh Chính."""


def fields(reading: Reading) -> Fields:
    """Return `keywords`."""
    article = reading.article
    said = stated(article.description, article.canonical_url)
    return {"keywords": keywords(article.text, article.title, reading.language, said)}


def keywords(
    text: str, title: str | None, language: str | None, said: Stated = NOTHING
) -> list[Keyword]:
    """Find at most 10 keywords, best first: names, nouns, phrases in the form to show them in."""
    ranking, found = rank(text, title, language, said)
    scored = [(ranking.score(each), each) for each in found]
    scored.sort(key=lambda one: (-one[0], one[1].key))
    best = scored[0][0] if scored else 1.0
    return [
        Keyword(text=each.form, score=round(score / best, 3))
        for score, each in distinct(scored, KEYWORDS_MAX)
    ]


def rank(
    text: str, title: str | None, language: str | None, said: Stated = NOTHING
) -> tuple[Ranking, list[Candidate]]:
    """Return everything that could be a keyword, and what to weigh it by."""
    head = head_of(text, language)
    title = (title or "")[:TITLE_CHARACTERS]
    if not is_own_script(title, language):
        title = ""
    read, of_title = tokens(head), tokens(title)
    folded = f" {' '.join([token.folded for token in of_title])} "
    words = Vocabulary(language, stop_words(language), frequencies(language))
    with_title = bool(title) and is_sentence_case(title, language)
    if with_title:
        read, head = Tokens((*of_title, *read)), f"{title}\n{head}"
    if with_title or language in LOWERED or not words.has_classes:
        names: Sequence[Name] = _names(read, words)
    else:
        names = names_of(head, language)
    if words.capital_nouns or language in SYLLABIC:  # acronyms are candidates of their own
        names = [name for name in names if " " in name.form]
    # a word that stands once beside the title is not yet what the text is about
    found = candidates(read, names, head, folded, words, 2 + with_title)
    return Ranking(found, f"{folded}{fold_once(title)} ", words, said), found


def is_sentence_case(title: str, language: str | None) -> bool:
    """Whether capitals in a title mean what they do in a text; not so in `Title Case`."""
    if language in CAPITAL_NOUNS or language in NON_LATIN:
        return True
    words = [word for word in title.split()[1:] if len(word) > 3]
    return 2 * sum(not word[0].isupper() for word in words) > len(words)


def _names(read: Tokens, words: Vocabulary) -> list[Name]:
    # rare may be any form of a verb where we cannot tell verbs
    lexicon = frequencies(words.language if words.has_classes else None)
    lower = words.lower if words.language in LOWERED else str
    return find_names(read, words.stop, lexicon, words.capital_nouns, lower)


def candidates(
    read: Tokens,
    names: Sequence[Name],
    text: str,
    title: str,
    words: Vocabulary,
    least_times: int,
) -> list[Candidate]:
    """Return everything that could be a keyword; `title` is folded, a space between its words.

    `least_times`: how often a word must stand of which we cannot tell whether it names a thing.
    """
    named = of_names(names, max(len(read), 1), words)
    words = replace(words, named=frozenset(f for name in named for f in (name.key, *name.short)))
    keys = words.keys(read)
    led = led_positions(read, words)
    others = nouns(read, keys, words, led)
    if words.has_classes:
        others += compounds(read, keys, words, title, led)
        others += linked(read, keys, text, title, words)
    else:
        others = [
            each
            for each in others
            if each.times >= least_times
            and f" {each.key} " in title
            and words.lexicon  # without one a particle looks like a noun
            and words.lexicon.get(each.key, RAREST) < COMMON_ZIPF
        ]
    found = [*named, *others, *_unspaced(text, words)]
    is_noise = noise_words().__contains__ if words.has_classes else is_noise_or_inflected
    return without_parts([each for each in found if not is_noise(each.key)])


def _unspaced(text: str, words: Vocabulary) -> list[Candidate]:
    chinese = chinese_words() if words.language == "zh" else None
    return [
        Candidate(simplified(gram).casefold(), gram, times, text.find(gram) / len(text))
        for gram, times in repeated(text, words.stop, chinese).items()
    ]
