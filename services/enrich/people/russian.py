"""People and bodies of Russian texts: names are declined there, and no capital begins a body's."""

from collections.abc import Iterator

import regex

from services.enrich.given_names import is_given
from services.enrich.names.capitals import names_of
from services.enrich.names.russian import nominative
from services.enrich.names.short_forms import Name
from services.enrich.people.kinds import NOUN_ZIPF
from services.enrich.people.shown import shown_bodies
from services.enrich.places.table import place_names
from services.text.frequency import RAREST, frequencies
from services.text.tokens import tokens
from services.text.words import fold

RUSSIAN = "ru"
MOST_WORDS = 4

_FAMILY = regex.compile(
    r"\p{L}{2,}(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|[цс]к(?:ий|ая|ой)|енко|[уюч]к|ян|швили|дзе|[её]ц)"
)
"""Family names of Russia and its neighbours, folded, in their first case."""
_IN_MARKS = regex.compile(
    r"(?<!\w)(?i:агентств|банк|газет|завод|издани|клуб|комбинат|компани|концерн|корпораци|магазин"
    r"|организаци|парти|предприяти|ритейлер|сет|телеканал|театр|фабрик|фирм|фонд|холдинг|издательств"
    r"|движени|ассоциаци|группировк|авиакомпани|радиостанци|объединени|команд)\p{Ll}{0,3}"
    r" «(?P<name>\p{Lu}[^«»\n]{1,40})»"
)
"""What stands in quotation marks behind a word for a body: it keeps its first case there."""
_CALLED = regex.compile(
    r"(?:(?<=[\p{Ll}\d,»)] )\p{Lu}\p{Ll}+(?:ый|ий|ой)|(?<!\w)\p{Lu}\p{Ll}+[сц]кий)"
    r"(?: \p{Ll}+(?:ый|ий|ой)){0,2} (?:банк|суд|театр|музей|институт|университет|комитет|союз|фонд"
    r"|завод|комбинат|совет|центр|заповедник|парламент)(?!\w)"
    r"|(?:(?<=[\p{Ll}\d,»)] )\p{Lu}\p{Ll}+ая|(?<!\w)\p{Lu}\p{Ll}+[сц]кая)(?: \p{Ll}+ая){0,2}"
    r" (?:академия|библиотека|биржа|дума|партия|прокуратура|палата|галерея|комиссия|филармония"
    r"|федерация|ассоциация|консерватория|епархия)(?!\w)"
)
"""In its first case, an adjective with a capital before a word for a body: `Мариинский театр`."""


def russian_people(text: str) -> list[Name]:
    """Find people by a first name or the ending of a family name, in the first case."""
    lexicon = frequencies(RUSSIAN)
    found: dict[str, Name] = {}
    for name in names_of(text, RUSSIAN):
        words = nominative(name.form.split(" "), lexicon)
        if _is_person(words):
            form = " ".join(words)
            was = found.get(form, name._replace(times=0))
            found[form] = name._replace(form=form, times=name.times + was.times, first=was.first)
    return list(found.values())


def _is_person(words: tuple[str, ...]) -> bool:
    if not 1 < len(words) <= MOST_WORDS or fold(" ".join(words)) in place_names():
        return False
    if any(word.isupper() for word in words):
        return False
    first, last = fold(words[0]), fold(words[-1])
    if is_given(first):
        return True
    if first[-1] in "ая" and last[-1] in "ая":  # Акежана Кажегельдина: in the genitive
        return False
    is_noun = frequencies(RUSSIAN).get(first, RAREST) >= NOUN_ZIPF  # Театр Пушкина
    return not is_noun and first not in place_names() and _FAMILY.fullmatch(last) is not None


def russian_bodies(text: str) -> list[Name]:
    """Find acronyms, and names beside a word for a body."""
    return [*_written(text), *shown_bodies(text, tokens(text), RUSSIAN)]


def _written(text: str) -> Iterator[Name]:
    found = {each["name"]: each.start() for each in _IN_MARKS.finditer(text)}
    found |= {each[0]: each.start() for each in _CALLED.finditer(text)}
    for form, at in found.items():
        yield Name(form, text.count(form), at)
