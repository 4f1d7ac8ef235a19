"""Who says it: the name beside a quotation, where a verb of saying stands there too."""

from functools import cache
from itertools import islice

import regex

from services.enrich.quotes.marks import Quotation
from services.enrich.quotes.speaker_names import (
    first_actor,
    first_name,
    last_name,
    only_full_name,
    subject,
)
from services.text.lists import by_language, lists_of
from services.text.words import stop_words

_LISTS = lists_of(__file__)
_VERBS = by_language(_LISTS["verbs"])
_PRONOUNS = by_language(_LISTS["pronouns"])
_NO_WORDS: frozenset[str] = frozenset()

BESIDE_CHARACTERS = 160
SPEAKER_MAX_WORDS = 6
SPEAKER_MAX_DENSE_CHARACTERS = 10
INSERTING_LANGUAGES = frozenset(["fr", "it", "es", "pt", "ru"])
_INSERTS = regex.compile(r",? [—–-] ?|[,.!?…]? ?[—–-] |, ")
"""Before and behind what is inserted: `«C'est grave, dit …, mais»`, `«El agua —dijo …— llegó»`."""
INSERTED_WORDS = 2
"""Of an insertion the verb is the first word or the second: `, a assuré le maire, …`."""
DASHED_WORDS = 2
"""Behind the words of a dashed line the verb is the first or the second: `—le dijo Ana`."""
ATTRIBUTING = frozenset(
    ["according", "selon", "según", "secondo", "segundo", "laut", "volgens", "aldus", "so",
     "enligt", "ifølge"]
)  # fmt: skip
"""Of the verbs of saying those that are none: who says it stands behind them."""
TELLING = frozenset(["told", "tells"])
"""Behind these stands who listens: he told the BBC."""
_SENTENCE_END = regex.compile(r"""(?<!\b\p{Lu})(?<!\b[Dd]r|\bMr|\bMs|Mrs|Sra)[.!?…;]\s|[“„«"]""")
_BRACKETED = regex.compile(r" ?\([^()]{1,40}\)|(?<=\p{Ll}) [«„“][^«»„“”]{1,30}[»“”](?= \p{Lu})")
"""A party or an age beside a name, or what one leads: `Jo Roy (Green)`, `тренер «Зари» Лев Яр`."""
_AGE = regex.compile(r"\(\d{1,3}(?:세|살)?\)")
"""Behind a name of Korean: `최복순(78) 씨`."""
_JOINING = regex.compile(r"\W{0,2}[\p{Ll}\p{Lo}][^.!?…。\p{Lu}]{0,25}")
"""Between two quotations of one sentence: `“…” and “…”`."""
_SAYING_SO = regex.compile(
    r"\W{0,3},? (?:(?:a|ha|hat|foi|heeft) |s['’]est )?"
    r"(?P<verb>\p{Ll}[\p{L}\p{M}]++) (?P<who>(?:[^\s,]+ ){0,5}?\p{Lu}.*)"
)
"""Behind a comma the verb comes first, whichever it is: `», souffle Luc Roy`, `», a riposté`."""
_BEING = r"il s['’]agit d['’e]|c['’]est|es|se trata de|è|si tratta di|é|trata-se de"
"""What may stand behind that comma: `Pour Claire Roy, c'est « … »`."""
_BEHIND_OFFICE = regex.compile(r"(?<=[长長员員师師书書授裁理席任人家监監官事])\p{Han}{2,3}$")
"""A Chinese name behind a long office: 黨團書記長羅智強."""
_WORD = regex.compile(r"[\p{L}\p{M}]++")


def speaker(quotation: Quotation, language: str | None) -> str | None:
    """Return who says it, as the text has the name; None where it does not stand beside."""
    if language in _patterns("before"):
        return _without_capitals(quotation, language)
    if (verbs := _VERBS.get(language)) is None:
        return None
    beside = _BRACKETED.sub("", quotation.after[:BESIDE_CHARACTERS])
    after = _SENTENCE_END.split(beside, maxsplit=1)[0]
    beside = _BRACKETED.sub("", quotation.before[-BESIDE_CHARACTERS:])
    before = _SENTENCE_END.split(beside)[-1]
    verb = _verb(after, verbs, DASHED_WORDS if quotation.is_dashed else None)
    if verb is not None:
        if _is_of_a_pronoun(after, verb, language):
            return _said_before(quotation.before, verbs, language)
        return _beside(after, verb, language) or first_actor(before, language)
    if quotation.is_dashed:
        return None
    if who := _saying_so(quotation, after, language):
        return who
    verb = _verb(before, verbs)
    if verb is not None and not _is_of_a_pronoun(before[: verb.end()], verb, language):
        return _beside(before, verb, language)
    if before.rstrip().endswith(":"):
        return last_name(before, language)
    if (led := _leading(language).match(before)) is not None:
        return first_actor(led["who"], language)
    if language in INSERTING_LANGUAGES:
        return _inserted(quotation.text, verbs, language)
    return None


def _beside(text: str, verb: "regex.Match[str]", language: str | None) -> str | None:
    """Find who says it: the verb's subject ahead of it, or the name behind `according to`."""
    ahead, behind = text[: verb.start()], text[verb.end() :]
    word = verb.group().lower()
    if word in ATTRIBUTING:
        return first_name(behind, language) or subject(ahead, language)
    told = None if word in TELLING else first_actor(behind, language)
    return subject(ahead, language) or told


def _saying_so(quotation: Quotation, after: str, language: str | None) -> str | None:
    """Find who does what the first word behind the quotation and its comma says."""
    found = _SAYING_SO.match(after)
    if found is None or not (after.startswith(",") or quotation.text.endswith(",")):
        return None
    if found["verb"] in stop_words(language) or _is_of_a_pronoun(after, found, language):
        return None
    return first_actor(found["who"], language)


def _is_of_a_pronoun(text: str, verb: "regex.Match[str]", language: str | None) -> bool:
    """Whether `she` says it: `she also said`, `a-t-elle dit`, `sagte sie der Zeitung`."""
    start, end = verb.span("verb" if "verb" in verb.groupdict() else 0)
    near = [*_WORD.findall(text[:start])[-2:], *_WORD.findall(text[end:])[:1]]
    return not _PRONOUNS.get(language, _NO_WORDS).isdisjoint(near)


def _without_capitals(quotation: Quotation, language: str | None) -> str | None:
    """Find who speaks where no capital shows a name: by the words right beside it."""
    before = _AGE.sub("", quotation.before[-BESIDE_CHARACTERS:])
    after = _AGE.sub("", quotation.after[:BESIDE_CHARACTERS])
    sides = {"before": before, "after": quotation.text[-1] + after}
    said = _patterns("said").get(language)
    if said and said.match(after):
        sides["ahead"] = before
    found = (
        _led(text, _patterns(side)[language], language)
        for side, text in sides.items()
        if language in _patterns(side)
    )
    return next((who for who in found if who), None)


def is_same_turn(quotation: Quotation, last: Quotation, who: str) -> bool:
    """Whether it goes on behind the words that name who said the last one: `said Joan. “`.

    So does the second quotation of a sentence: `“…” and “…”, said Joan`.
    """
    if quotation.place == last.place and _JOINING.fullmatch(quotation.before):
        return True
    before = quotation.before.strip(" .,:;–—-")
    return who in before and len(_SENTENCE_END.split(before)) == 1


def _said_before(before: str, verbs: frozenset[str], language: str | None) -> str | None:
    """Find who `he` is: who says something in the sentence before, or is alone there; in full."""
    sentence = _SENTENCE_END.split(_BRACKETED.sub("", before).rstrip())[-1]
    verb = _verb(sentence, verbs)
    who = (
        subject(sentence[: verb.start()], language) if verb else only_full_name(sentence, language)
    )
    return who if who and " " in who else None


def _inserted(text: str, verbs: frozenset[str], language: str | None) -> str | None:
    """Find who speaks within the marks: `« C'est grave, dit Hélène Roy, mais … »`."""
    parts = _INSERTS.split(text)[1:-1]
    for at, part in enumerate(parts):
        verb = _verb(part, verbs, INSERTED_WORDS)
        if verb is not None:
            return first_name(", ".join([part[verb.end() :], *parts[at + 1 :]]), language)
    return None


def _led(before: str, pattern: "regex.Pattern[str]", language: str | None) -> str | None:
    match = pattern.search(before)
    if match is None:
        return None
    who = str(match["who"]).strip()
    pronouns = _PRONOUNS.get(language, _NO_WORDS)
    if who in pronouns or (language == "zh" and who[:1] in pronouns):  # 他笑着
        return None
    if " " in who or not regex.search(r"\p{Han}|\p{Katakana}", who):
        return who if 0 < len(who.split()) <= SPEAKER_MAX_WORDS else None
    if len(who) > SPEAKER_MAX_DENSE_CHARACTERS and (name := _BEHIND_OFFICE.search(who)):
        who = name.group()
    return who if len(who) <= SPEAKER_MAX_DENSE_CHARACTERS else None


def _verb(text: str, verbs: frozenset[str], most: int | None = None) -> "regex.Match[str] | None":
    for at, word in enumerate(islice(_WORD.finditer(text), most)):
        form = word.group() if at else word.group().lower()  # a Mr Said
        if form in verbs:
            return word
    return None


@cache
def _leading(language: str | None) -> "regex.Pattern[str]":
    words = _LISTS["leading"].get(language, "(?!)")
    who = r"(?P<who>(?:\p{Ll}[\p{L}’'-]* ){0,4}?\p{Lu}[^,]+ [^,]+)"
    return regex.compile(rf"\W*(?i:{words}) ?{who}(?:, [^,]+)?, ?(?:(?:{_BEING}) ?)?$")


@cache
def _patterns(side: str) -> "dict[str | None, regex.Pattern[str]]":
    return {language: regex.compile(each) for language, each in _LISTS[side].items()}
