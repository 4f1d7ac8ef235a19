"""The lower form of a word: particles and case endings off, where the language ties them on.

The lists of wordfreq are the lexicon: an ending comes off only if what is left is a word, and
about as common a one. simplemma knows more, for 100 MB and six seconds of loading a language.
"""

import re
from collections.abc import Callable
from math import inf

from services.text.frequency import RAREST
from services.text.lexicon import Lexicon
from services.text.lists import lists_of

_ENDINGS = lists_of(__file__)
KO_PARTICLES: list[str] = _ENDINGS["ko"].split()
_TR_ENDINGS: list[str] = _ENDINGS["tr"].split()
RU_CASES: dict[str, list[str]] = {
    case: [ending.strip("_") for ending in endings.split()]
    for case, endings in _ENDINGS["ru"].items()
}
_VERBAL_TR = re.compile("[^aeıioöuü]t[ıiuü]ğ[ıiuü]|(?<!^fı|^sa)nd[ıiuü]ğ[ıiuü]")
NEUTER = 0.8
"""Zipf units by which сердце is commoner than сердец, but конце not than конец."""
_AGENT_RU = re.compile("(.+тел)(?:я|ю|ем|е|и|ей|ям|ями|ях)$")
_FLEETING_RU = re.compile("(.*[^аеёиоуыэюяйьъ])([кц])(?:а|у|ом|ем|е|и|ы|ов|ев|ам|ами|ах)$")
_GENITIVES_RU = re.compile("(.+[^аеёиоуыэюяйьъ])[ео]к$")
_SOFT_RU = re.compile("(.+[^аеёиоуыэюяйьъ])ь(?:я|и|ю|е|[её]м|[её]в|ям|ями|ях)$")
_FA_PLURALS = ("هایی", "هایش", "های", "ها")
_AR_PRONOUNS = ("هما", "ها", "هم", "هن", "ه")
COMMONER = 0.7
"""Zipf units by which an Arabic noun must be commoner without its pronoun."""
LESS_COMMON = 1.3
"""Zipf units by which a lower form may be rarer than the form at hand."""


def lower_form(word: str, language: str | None, lexicon: Lexicon) -> str:
    """Return the lower form of a folded word, the word itself where no rule fits."""
    rule = _RULES.get(language or "")
    return rule(word, lexicon) if rule else word


def _korean(word: str, lexicon: Lexicon) -> str:
    word = word.partition("'")[0]  # a quotation mark, and a particle behind it
    if word in lexicon:  # 국가 ends with a particle's letter, and is a word
        return word
    for particle in KO_PARTICLES:
        stem = word.removesuffix(particle)
        if stem != word and len(stem) >= 2 and (stem in lexicon or len(stem) >= 3):
            return _korean(stem, lexicon) if particle != "이" else stem
    return word


def _russian(word: str, lexicon: Lexicon) -> str:
    word = word.replace("ё", "е") if word not in lexicon else word  # лётчиков: papers do without
    own = lexicon.get(word, 0.0)
    if word.endswith(("ия", "ее", "ие", "ые")):  # линия, Россия: lower forms; быстрее: no noun
        return word
    if (nominative := _of_changed_stem(word, lexicon)) is not None:
        return nominative
    has_plural = any(f"{word}{ending}" in lexicon for ending in ("ам", "ами", "ах"))
    if has_plural and f"{word}а" in lexicon and f"{word}ом" not in lexicon:
        return f"{word}а"  # цен, of a feminine noun
    if word[-1] == "я" and f"{word[:-1]}ю" in lexicon and f"{word[:-1]}ем" not in lexicon:
        return word  # земля is commoner as земле; of a masculine, рубля, there is рублем
    for size in (3, 2, 1):
        stem = word[:-size]
        for ending in RU_CASES.get(word[-size:], ()) if len(word) > size + 2 else ():
            is_word = lexicon.get(stem + ending, -1.0) >= _least_ru(word, ending, own)
            if is_word and _is_of_gender(stem, ending, own, lexicon):
                return stem + ending
    return word


def _least_ru(word: str, ending: str, own: float) -> float:
    """Return how common a nominative must be at least, in Zipf units."""
    if word.endswith("ии"):  # санкции, far commoner than санкция
        return 0.0 if len(ending) > 1 else own
    if word[-1] == "и" and ending in ("", "а") and word[-2] not in "гкхжчшщ":
        return inf  # no `и` follows elsewhere where a nominative has nothing or `а`
    return max(0.0, own if word[-1] in "ая" else own - LESS_COMMON)


def _is_of_gender(stem: str, ending: str, own: float, lexicon: Lexicon) -> bool:
    """Whether the instrumental says so: школой has школа for a nominative, районом район."""
    if ending == "я":  # костью has кость, музеем музей
        is_masculine = stem + "ем" in lexicon and stem + "ей" not in lexicon
        is_masculine |= lexicon.get(stem + "й", 0.0) > lexicon.get(stem + ending, 0.0)  # трамвай
        return not (is_masculine or stem + "ью" in lexicon)
    if ending not in ("", "а"):
        return True
    masculine = any(stem + each in lexicon for each in ("ом", "ов", "ем", "ев"))
    feminine = f"{stem}ой" in lexicon
    if masculine != feminine:
        return feminine == (ending == "а")
    return ending == "а" or lexicon.get(stem, 0.0) >= own


def _of_changed_stem(word: str, lexicon: Lexicon) -> str | None:
    """Return the nominative of `жителей` (житель), or with the vowel that `рынка` (рынок) lost.

    A feminine noun looks so in the genitive plural (ошибок); its instrumental is another.
    """
    if (agent := _AGENT_RU.match(word)) is not None:
        return f"{agent[1]}ь" if f"{agent[1]}ь" in lexicon else None
    if (soft := _SOFT_RU.match(word)) is not None:
        zipf, nominative = lexicon.get, f"{soft[1]}ей"  # ручей, but статья
        return nominative if zipf(nominative, 0.0) > zipf(f"{soft[1]}ья", RAREST) else None
    if (plural := _GENITIVES_RU.match(word)) is not None:
        return _of_genitive_plural(word, plural[1], lexicon)
    if (lost := _FLEETING_RU.match(word)) is None:
        return None
    stem, last = lost.groups()
    has, zipf = lexicon.__contains__, lexicon.get
    if last == "ц":
        nominative = f"{stem}ец"
        is_neuter = zipf(f"{stem}це", 0.0) > zipf(nominative, 0.0) + NEUTER  # сердце, сердец
        return nominative if has(nominative) and not is_neuter else None
    is_masculine = has(f"{stem}ком") or has(f"{stem}ков")
    if not is_masculine or has(f"{stem}к") or has(f"{stem}кой"):  # банк, ошибкой
        return None
    return next(filter(has, (f"{stem}ок", f"{stem}ек")), None)


def _of_genitive_plural(word: str, stem: str, lexicon: Lexicon) -> str | None:
    """Return the nominative of a feminine noun: `лягушка` of `лягушек`; `рынок` is one itself."""
    nominative = f"{stem}ка"
    is_masculine = f"{stem}ком" in lexicon or f"{stem}ков" in lexicon
    is_it = lexicon.get(nominative, 0.0) >= lexicon.get(word, RAREST)
    return nominative if is_it and not is_masculine else None


def _turkish(word: str, lexicon: Lexicon) -> str:
    if _VERBAL_TR.search(word):  # çalıştığı: no form of a noun
        return word
    own = lexicon.get(word, 0.0)
    for ending in _TR_ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < 4:
            continue
        hard = base[:-1] + {"b": "p", "c": "ç", "d": "t", "ğ": "k"}.get(base[-1], base[-1])
        for each in (base, hard):
            if lexicon.get(each, -1.0) >= own - LESS_COMMON / 2 and each in lexicon:
                return each
    return word


def _persian(word: str, lexicon: Lexicon) -> str:
    for ending in _FA_PLURALS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _hindi(word: str, lexicon: Lexicon) -> str:
    """Return the singular of an oblique plural: किसान of किसानों, लड़की of लड़कियों."""
    if not word.endswith("ों"):
        return word
    stem = word.removesuffix("ों")
    singulars = (stem.removesuffix("िय") + "ी",) if stem.endswith("िय") else (stem, f"{stem}ा")
    return next((each for each in singulars if each in lexicon), word)


def _arabic(word: str, lexicon: Lexicon) -> str:
    if word[:3] in ("وال", "بال", "فال", "كال", "کال") and len(word) > 5:
        return word[1:]
    if word.startswith("لل") and len(word) > 4 and "ال" + word[2:] in lexicon:
        return "ال" + word[2:]
    if word[0] == "و" and len(word) > 4 and lexicon.get(word[1:], 0.0) > lexicon.get(word, 0.0):
        return word[1:]
    return _without_pronoun(word, lexicon)


def _without_pronoun(word: str, lexicon: Lexicon) -> str:
    """Take `their`, `her` or `his` off a noun that is far commoner without: `سمكهم`, `مدرسته`."""
    least = lexicon.get(word, RAREST) + COMMONER
    for pronoun in _AR_PRONOUNS:
        base = word.removesuffix(pronoun)
        if base == word or len(base) < 3:
            continue
        for noun in (base, base[:-1] + "ة") if base[-1] == "ت" else (base,):
            if lexicon.get(noun, 0.0) >= least:
                return noun
    return word


_RULES: dict[str, Callable[[str, Lexicon], str]] = {
    "ar": _arabic,
    "fa": _persian,
    "hi": _hindi,
    "ko": _korean,
    "ru": _russian,
    "tr": _turkish,
}

_INFLECTIONS = {
    "en": ("es", "s"),
    "de": ("en", "es", "er", "n", "s", "e"),
    "fr": ("es", "s", "x", "e"),
    "es": ("es", "s"),
    "it": ("i", "e", "o", "a"),
    "pt": ("es", "s"),
    "nl": ("en", "s"),
    "sv": ("arna", "erna", "orna", "ens", "ets", "en", "et", "ar", "er", "or", "na", "n", "s", "a"),
    "no": ("ene", "ens", "ets", "en", "et", "er", "s", "e"),
    "da": ("erne", "ene", "ens", "ets", "en", "et", "er", "s", "e"),
}
LEAST_STEM = 4


def stem(word: str, language: str | None) -> str:
    """Cut an inflection off, only to see that two words are forms of one."""
    for ending in _INFLECTIONS.get(language or "", ()):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word
