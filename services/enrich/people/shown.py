"""Bodies that what stands beside a word shows: `Landgericht Köln`, `Conseil du café-cacao`."""

from collections.abc import Iterator

import regex

from services.enrich.name_words import is_title
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import noise_words
from services.enrich.people.kinds import is_body_word, is_club, is_ending_body, is_spelt_as_body
from services.enrich.places.table import place_names
from services.text.lists import by_language, lists_of
from services.text.tokens import Tokens
from services.text.words import CAPITAL_NOUNS, fold_once, stop_words

_IS_JOINED = regex.compile(r"[\w-]| \p{Lu}{3}")
_BEHIND = regex.compile(r" (\p{Lu}[\p{L}’'-]+)")
_IN_BRACKETS = regex.compile(r"(?:^|[^\p{L}'’.-])\p{Lu}[\p{L}'’.-]* \($")
"""Behind a name: `Rita Moore (SPD)`."""
BEFORE_CHARACTERS = 40
LEAST_ACRONYM = 2
_ARTICLES = by_language(lists_of(__file__)["articles"])
"""Turkish has none, and there an acronym stands alone."""

_ADJECTIVE = regex.compile(r"\p{Lu}\p{Ll}+(?:er|(?:isch|tsch|lich)e[nrsm]?)")
"""Of German, before a body's noun: `Wiener Börse`."""
_NAMED_AFTER = regex.compile(
    r"(?!\p{Lu}{1,3}-)\p{Lu}[\p{L}-]+-(?:Institut|Stiftung|Gesellschaft|Universität|Klinik|Akademie)s?"
)
"""Of German: `Alfred-Wegener-Institut`."""

_LINK = r"(?: (?:de l|d|pour l)['’]| (?:du|des|de la|pour la|pour les?|de) )"
_ADJECTIVE_FR = (
    r"\p{Ll}+(?:iques?|ale?s?|aux|els?|elles?|iens?|iennes?|[ao]?ine?s?|oise?s?|aires?|i[fv]e?s?)"
    r"(?!\w)"
)
_NOUN_FR = rf"[\p{{L}}-]+(?: et les \p{{Ll}}+)?(?: {_ADJECTIVE_FR})?"
_FRENCH = regex.compile(
    r"(?<=\p{L} |['’])(?:Institut|Conseil|Chambre|Société|Office|Agence|Fédération|Comité|Ordre"
    r"|Confédération|Fondation|Ligue|Commission|Direction|Caisse|Syndicat|Union|Centre|Collectif"
    rf"|[Mm]inistère|[Mm]usée)(?: {_ADJECTIVE_FR})?(?:{_LINK}{_NOUN_FR}){{1,2}}"
    r"|(?<!\w)(?:Stade|Section|Entente|Aviron) \p{Ll}+(?:ain|ois|ais|ien)(?:ne|e)?(?!\w)"
)
"""Only the first word has a capital: `Institut royal du patrimoine artistique`."""


def shown_bodies(text: str, words: Tokens, language: str | None) -> list[Name]:
    """Find the bodies of languages whose capitals do not say where a name begins or ends."""
    found = dict(_spelt(text, words, language))
    if language in CAPITAL_NOUNS:
        for form, at in _german(words, language):
            found.setdefault(form, at)
    elif language == "fr":
        for each in _FRENCH.finditer(text):
            if fold_once(each[0]).split()[-1] not in noise_words():  # … de mardi
                found.setdefault(each[0].replace("’", "'"), each.start())
    return [Name(form, max(1, text.count(form)), at) for form, at in found.items()]


def _spelt(text: str, words: Tokens, language: str | None) -> Iterator[tuple[str, int]]:
    """Yield the acronyms that the text shows to be of bodies, and words with a capital inside."""
    forms = dict.fromkeys(map(words.forms.__getitem__, words.capitals))
    for form in [each for each in forms if not each[1:].islower() and len(each) > LEAST_ACRONYM]:
        if is_spelt_as_body(form, fold_once(form), language):
            found = [at for at in _places(text, form) if not _is_in_name(text, at + len(form))]
            shown = not form.isupper() or len(found) > 1
            if found and (shown or _is_shown(text[: found[0]][-BEFORE_CHARACTERS:], language)):
                yield form, found[0]


def _places(text: str, form: str) -> Iterator[int]:
    """Yield where a word stands, as a word of its own and in no line of capitals."""
    at = text.find(form)
    while at >= 0:
        before, behind = text[max(0, at - 4) : at], text[at + len(form) : at + len(form) + 4]
        if not (_IS_JOINED.match(behind) or _IS_JOINED.match(before[::-1])):
            yield at
        at = text.find(form, at + 1)


def _is_shown(before: str, language: str | None) -> bool:
    """Whether an article, a body's noun, or a name and a bracket stand before an acronym."""
    last = fold_once(before).rpartition("'")[2].split()[-1:]
    articles = _ARTICLES.get(language)
    is_led = articles is None or any(word in articles or is_body_word(word) for word in last)
    return is_led or _IN_BRACKETS.search(before) is not None


def _is_in_name(text: str, at: int) -> bool:
    """Whether a word with a capital that is no office goes on behind: `the RIA Study`."""
    behind = _BEHIND.match(text, at)
    return behind is not None and not is_title(fold_once(behind[1]))


def _german(words: Tokens, language: str | None) -> Iterator[tuple[str, int]]:
    """Yield a body's noun with the adjective before it, the place behind it; a club's letters."""
    forms, folded, joined = words.forms, words.folded, words.joined
    stop, last = stop_words(language), len(words) - 1
    for at in words.capitals:
        behind = forms[at + 1] if at < last and joined[at + 1] else ""
        if is_club(forms[at]):
            if behind[:1].isupper():
                yield f"{forms[at]} {behind}", at
            continue
        if not is_ending_body(folded[at], language):
            continue
        form = forms[at]
        if at and joined[at] and _ADJECTIVE.fullmatch(forms[at - 1]) and folded[at - 1] not in stop:
            form = f"{forms[at - 1]} {form}"
        if behind and folded[at + 1] in place_names():
            form = f"{form} {behind}"
        if " " in form or _NAMED_AFTER.fullmatch(form):
            yield form, at
