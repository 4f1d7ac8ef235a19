"""What stands under an image: its caption, and who took it."""

import re

from lxml.html import HtmlElement

from services.extract.body.blocks.picture_words import PICTURE, PICTURE_SIGNED
from services.extract.body.elements import INLINE
from services.extract.body.selection import signature
from services.extract.markup.text import tidy

_CAPTION = re.compile(r"caption|<figcaption>|image-?text|bildunterschrift|legende")
_CREDIT = re.compile(r"credit|copyright|photographer|source|agency|quelle|bildnachweis|foto-?graf")

_NOT_SMALL = r"(?-i:(?![a-zß-öø-ÿа-яёѓђєіїјљњћќў]))"
_NAME = r"(?P<name>(?:[^.:]|(?<![^\W\d_]{2})\.|\.(?=\w)){2,80})"
"""Full stops stand in it only behind an initial and in an address."""
_SOURCE = "credits?|créditos?|source|quelle|fuente|fonte|источник|джерело"
_WORD = (
    rf"(?:{PICTURE}|photograph|fotografía|fotografia|immagine|imagen|imagem|{_SOURCE})"
    r"(?:[ -](?:credits?|photos?|source))?"
)
_APART = r"""(?:^|(?<=[.!?…»”"')\](|/;,–—。！？）」-])|(?<=[.!?…»”"')\](|/;,–—-]\s))"""
_WITHIN = rf"(?<=\w\s)(?<!\b(?:im|am)\s)(?<!\b(?:das|dem|our)\s){_NOT_SMALL}"
"""`The quay Photo: …`, but not `На фото: …` or `Im Bild: …`: who is named there is seen."""
_BY = rf"\s+(?:by|von|van|par|di|de|courtesy\s+of)\s+{_NOT_SMALL}"
_BARE = rf"\s+(?={_NOT_SMALL}\S+(?:\s+{_NOT_SMALL}\S+){{0,3}}$)"
_CREDIT_LABEL = re.compile(
    rf"(?:(?:{_APART}|{_WITHIN}){_WORD}(?:\s*[:：/=©]|{_BY})|{_APART}{_WORD}{_BARE}"
    rf"|©|\(c\)|{PICTURE_SIGNED}|(?:صورة|提供|图片来源|사진 제공)\s*[:：/=＝])"
    rf"\s*{_NAME}\.?\)?$",
    re.IGNORECASE,
)
_PROGRAMS = ("script", "style")
_LABEL_MAX_CHARS = 120
"""What it can match at most, of a tidied text."""


def read_caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    """Return caption and credit; a credit inside the caption is taken out of it."""
    caption = _text_of(figure, _CAPTION)
    credit = _text_of(figure, _CREDIT)
    if caption and credit and credit != caption:
        caption = tidy(caption.replace(credit, " ")).strip(" |,;/–—-") or None
    elif caption and (label := _label_at_the_end(caption)):
        credit = label[0]
        caption = caption[: label.start()].rstrip(" (|,;/–—-") or None
    if caption == credit:
        caption = None
    return caption, credit and _name_of(credit)


def _name_of(credit: str) -> str:
    """Return a credit without its label: `Photo: Ida Holm`."""
    label = _label_at_the_end(credit)
    if label is None or label.start():
        return credit
    name = tidy(label["name"])
    return name if "(" in name else name.rstrip(" )")


def _label_at_the_end(text: str) -> re.Match[str] | None:
    return _CREDIT_LABEL.search(text, max(0, len(text) - _LABEL_MAX_CHARS))


def _text_of(figure: HtmlElement, pattern: re.Pattern[str]) -> str | None:
    for element in figure.iterdescendants():
        if isinstance(element.tag, str) and pattern.search(signature(element)):
            text = _line(element)
            if text:
                return text
    return None


def _line(element: HtmlElement) -> str:
    """Return an element's text on one line; blocks, breaks and elements that touch part words."""
    line = ""
    for text in element.xpath(".//text()"):
        before = text.getparent()
        if text.is_text and before.tag in _PROGRAMS:
            continue
        touched = before.getprevious() if text.is_text else None
        is_block = isinstance(before.tag, str) and before.tag not in INLINE
        is_camel = line[-1:].islower() and text[0].isupper()
        is_apart = is_block or is_camel or (touched is not None and not touched.tail)
        line += f" {text}" if is_apart else text
    return tidy(line)
