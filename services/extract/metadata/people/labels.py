"""What a byline says before a name: that the person wrote the article, or did something else."""

import re

from services.extract.metadata.people.author_words import (
    AND_OF_LANGUAGE,
    CHECKED_BY,
    KINDS,
    LABELS,
    LABELS_OF_LANGUAGE,
    OTHER_CREDITS,
    OTHERS_BY,
)

_WORDS = "|".join(re.escape(word) for word in sorted(LABELS, key=len, reverse=True))
_WRITERS = re.compile(rf"(?:{_WORDS})", re.IGNORECASE)
_LABEL = re.compile(rf"^(?:{_WORDS})(?:\s*[:：／/・＝=|｜՝፡፦៖]\s*|\s?[–—-]\s+|\s+)", re.IGNORECASE)
_TEXT_AND_PICTURES = re.compile(
    rf"^(?:{_WORDS})\s*(?:[–—/,·&+-]|and|und|et|y|e|og|och|en|i|a|и|і|та|και|ve|dan|và|และ)\s*"
    rf"(?:{'|'.join(OTHER_CREDITS)})(?:\s*[:：／/]\s*|\s+)",
    re.IGNORECASE,
)
_BY_OUR = re.compile(
    r"^(?:(?:von|aus der feder) unser(?:em|er)|(?:par|de) notre|d(?:a|al|alla) nostr[oa]"
    r"|del? nuestr[oa]|(?:da|do|de) noss[oa]|(?:(?:door|van) )?(?:onze|ons)|(?:av|af) v[åo]r"
    r"|od nasz(?:ego|ej)|от наш(?:его|ей))\s+[^\W\d_]{5,20}"
    r"(?:\s(?:e?sp[eé]cial)e?)?(?:\s(?:à|in|en|em|aus|a|i|w|в)\s[^\W\d_]+(?=,))?,?\s+(?=\S)",
    re.IGNORECASE,
)
"""`Von unserem Redakteur`, `De notre envoyé spécial à Lisbonne,`: who wrote, by the role at the
house."""
_OF = re.compile(r"^de\s+(?=[A-ZÀ-ÞĀ-Ž]\S+\s+[A-ZÀ-ÞĀ-Ž])")
"""A label in Romanian and Catalan; as `De` it begins a name."""
_KIND_BY = re.compile(
    r"^(?:ein|eine|einen)\s\w+\svon\s|^aus\s\w+\sberichte(?:t|n)\s|^une?\s\w+\s(?:de|par)\s|^una?\s\w+\s(?:de|di|por)\s"
    "|^[\u4e00-\u9fff]{2,4}社[记記]者\\s?(?=[\u4e00-\u9fff]{2,4}(?:[、\\s]|$))",
    re.IGNORECASE,
)
"""`Ein Gastbeitrag von`, `Une enquête de`, `新华社记者`."""
_KIND_ALONE = re.compile(
    rf"^(?:{'|'.join(KINDS)})\s(?:by|von|de|di|par|por|av|af|door|van)\s(?-i:(?=[A-ZÀ-ÞĀ-Ž]))",
    re.IGNORECASE,
)
"""`Analys av`, `Columna de`."""
_OTHERS_BY = re.compile(
    rf"(?<=\w)\s?[.,;]?\s*[\s|/·•—–-]\s*(?:{'|'.join(OTHERS_BY)})[\s:].*$", re.IGNORECASE
)
_OTHER = re.compile("|".join(OTHER_CREDITS), re.IGNORECASE)
_NO_WRITER = re.compile(
    rf"(?:[^\W\d_]+ly\s+)?(?:{'|'.join((*OTHERS_BY, *CHECKED_BY))})(?!\w)", re.IGNORECASE
)
_OTHERS_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(OTHERS_BY)})\s*$", re.IGNORECASE)
_LABEL_REACH_BYTES = 600
_TAG = re.compile(rb"<[^<>]*>")
_SEPARATOR = r"[\s,;|/·・、—–-]"
_OTHERS = re.compile(
    rf"(?<!{_SEPARATOR}){_SEPARATOR}+(?:{'|'.join(OTHER_CREDITS)})\s*[:：・＝=／/|｜՝].*$"
    rf"|{_SEPARATOR}(?-i:F[oó]tos?|Photos?|Bild(?:er)?|Kuvat?|Фото|Zdjęcia)\s+(?-i:[A-ZÀ-ÞА-Я])"
    r".*$|\s(?:사진|ภาพ)\s.*$",
    re.IGNORECASE,
)
"""Who took the pictures or edited the text, behind who wrote it. A row of separators is read from
its first one only: from each it would take the square of its length."""
_LETTERS = r"[^\s\d:：.,;|/()]"
"""Of words; the vowel signs of Indian scripts are no `\\w`."""
_ANY = re.compile(rf"({_LETTERS}+(?:\s{_LETTERS}+)?)\s?[:：]\s*(?=\S)")
_NEXT = re.compile(rf"(?<=\w)[.,]?\s+(?={_LETTERS}{{3,20}}\s?[:：]\s)")
"""Where another label may follow a name."""


def starts_with_label(text: str) -> bool:
    """Return whether text starts with `By` or its like, or with the article's kind before it."""
    return any(label.match(text) for label in (_LABEL, _BY_OUR, _KIND_BY, _KIND_ALONE))


def is_label(text: str) -> bool:
    """Return whether text is such a label alone: `By`, `Autor:`."""
    return bool(_WRITERS.fullmatch(text.rstrip(" :：")))


def names_no_writer(text: str) -> bool:
    """Return whether text begins with what others than its writer did: `Reviewed by A. Name`."""
    return bool(_NO_WRITER.match(text))


def is_credited_otherwise(name: str, visible: bytes) -> bool:
    """Return whether a page sets what others than its writer did before a name it shows."""
    shown = re.finditer(rb">\s*%s\s*<" % re.escape(name.encode()), visible)
    before = (
        visible[max(0, each.start() - _LABEL_REACH_BYTES) : each.start() + 1] for each in shown
    )
    texts = (_TAG.sub(b" ", html.partition(b">")[2]).decode("utf-8", "ignore") for html in before)
    return any(_OTHERS_BEFORE.search(text) for text in texts)


def without_label(text: str) -> str:
    """Return a byline without what it says before the first name: `Ein Gastbeitrag von A. Name`."""
    text = _BY_OUR.sub("", _KIND_ALONE.sub("", text))
    return _OF.sub("", _KIND_BY.sub("", _LABEL.sub("", _TEXT_AND_PICTURES.sub("", text))))


def in_common_words(language: str, text: str) -> str:
    """Return a byline without words that mean another thing in other languages.

    So are Catalan `Per`, which may be a name, and Slovene `in`. `language` is a BCP 47 tag.
    """
    base = language.lower().partition("-")[0]
    text = text.partition(" ")[2] if has_label_of(language, text) else text
    return text.replace(f" {AND_OF_LANGUAGE[base]} ", " & ") if base in AND_OF_LANGUAGE else text


def has_label_of(language: str, text: str) -> bool:
    """Return whether text starts with `By` as only its language has it: Bulgarian `От`."""
    first, _, rest = text.partition(" ")
    label = LABELS_OF_LANGUAGE.get(language.lower().partition("-")[0], "")
    return first.lower().rstrip(":") == label != "" and bool(rest)


def without_other_credits(text: str) -> str:
    """Return a byline up to where it names who took the pictures, or edited the text."""
    return _OTHERS_BY.sub("", _OTHERS.sub("", text))


def is_other_credit(text: str) -> bool:
    """Return whether a text says just this: `Photographer`, `Translation`."""
    return bool(_OTHER.fullmatch(text))


def at_labels(text: str) -> list[str]:
    """Part a byline where a label follows a name: `Text: A. Name Photo: B. Name`."""
    parts = _NEXT.split(text) if ":" in text or "：" in text else [text]
    return parts if " " in parts[0] else [text]


def who_wrote(part: str, is_first: bool) -> str:
    """Return a part of a byline without its label; empty where that names no writer.

    The first part may be labelled by any word: `Interview: A. Name`.
    """
    label = _ANY.match(part)
    if label is None:
        return _LABEL.sub("", part)
    is_writer = bool(_WRITERS.fullmatch(label[1]))
    is_writer = is_writer or (is_first and not is_other_credit(label[1]))
    return part[label.end() :] if is_writer else ""
