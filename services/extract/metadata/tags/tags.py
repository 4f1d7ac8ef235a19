"""The article's own tags: keywords split, the site's trending block left out."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from lxml import etree

from schemas.url import host_of
from services.extract.dates.locale import Locale, of_language
from services.extract.markup.jsonld import texts
from services.extract.markup.lines import lines_with
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import class_and_id, elements, ends_story, split_camel, text_of
from services.extract.metadata.model import Found
from services.extract.metadata.page_data import PageData
from services.extract.metadata.tags.site_keywords import (
    LEAST_OF_A_SITE,
    is_of_the_site,
    is_title_in_pieces,
)
from services.extract.metadata.tags.tag_words import (
    TAG_LABELS,
    TAG_NAMESPACES,
    TAG_PATHS,
    TOPIC_LABELS,
    TRENDING_LABELS,
)

_SPLIT = re.compile(r"\s*[,،，;；、|\n]\s*")
_HASH = re.compile(r"^[#＃\s]+")
_NAMESPACED = re.compile(r"^([^\W\d_][\w ]{1,24}?)\s*[:/]\s*(\S.*)$")
_MACHINE = re.compile(
    r"[<>]|^[@_/]|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^[0-9a-f]{16,}$|^https?:|^[a-z0-9]+(?:-[a-z0-9]+){3,}$|^\d+$"
)
"""Ids, campaign slugs and markup, which content systems put among the keywords."""
_MAX_TAGS = 60
_MAX_TAG_CHARS = 100
_MAX_TAG_WORDS = 7
"""More are a headline among the keywords."""
_MAX_LINK_WORDS = 5
_MAX_LINKS = 25
_SEEN_LINKS = 5_000
_PARAGRAPHS = 200
_BLANK_SPLIT = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])\s+(?=[\u3040-\u30ff\u3400-\u9fff])")
"""Between words of Chinese and Japanese, which are written without blanks."""
_CJK_TAG_CHARS_MAX = 8
_LEAST_PARTED = 3
"""Two can be the parts of one name."""
_LEAST_NAMESPACED = 2
_LABEL_SLACK_CHARS = 12
_HEADING_CHARS_MAX = 2_000
"""With the spaces and the markup around it; a longer text is a program."""
_BLOCK_CLIMB = 3
_BLOCK_LINKS = 40
_ADDRESS = re.compile("|".join(re.escape(path) for path in TAG_PATHS))
_BOILERPLATE = ("aside", "nav", "header", "footer")
_STORY = ("article", "main")
_TITLE_CHARS_MAX = 40
_BOX = re.compile(
    r"(?:^|[\s_-])(?:hash)?(?:tags|taglist|tag-?(?:list|group|box)|keywords?|etiquetas|etiketler"
    r"|schlagw(?:o|oe)rter|mots-?cles|palavras-?chave)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that templates give a list of the article's own tags."""
_BOX_LEVELS = 3
_NAMES_CACHED = 500
"""Classes of elements, which the pages of a site share."""
_PIECES_BEFORE_LABEL = 4
"""Looked at, since the space between two tags of markup is one, too."""
_LABEL_CHARS = 200
"""With the spaces around it."""
_holding = elements("//*[contains(text(), $label)]")


def find_tags(data: PageData) -> Found[str] | None:
    """Return the tags of the first place that has any besides site names and the site's trends."""
    others = data.names | {key(data.heading), key(data.meta.first("og:title"))}
    trending: set[str] | None = None
    for values, source in _places(data):
        names = [name for name in _split_tags(values) if key(name) not in others]
        if names and trending is None:
            trending = _trending_tags(data.document.tree, data.visible, data.locale)
            trending = trending and trending - _spoken_of(names, data.document.tree)
        names = [name for name in names if key(name) not in (trending or ())]
        if names and not is_title_in_pieces(names, data.title):
            return Found(names, source)
    return None


def _spoken_of(names: list[str], tree: etree._Element) -> set[str]:
    """Return the tags that the page's paragraphs speak of: a trend can be the article's, too."""
    text = _paragraphs(tree).casefold()
    return {key(name) for name in names if name.casefold() in text}


def _paragraphs(tree: etree._Element) -> str:
    return " ".join(text_of(paragraph) for paragraph in islice(tree.iter("p"), _PARAGRAPHS))


def _places(data: PageData) -> Iterator[tuple[list[str], str]]:
    meta = data.meta
    stated = [text for node in data.articles[:1] for text in texts(node.get("keywords"))]
    news, keywords = meta.all("news_keywords"), meta.all("keywords")
    tagged = meta.all("article:tag", "og:article:tag")
    if not _is_lone_section(stated, (news, keywords, tagged)):
        yield stated, "json-ld"
    yield news, "meta"
    names = _split_tags(keywords)
    if len(names) > len(_split_tags(tagged)) and not _is_of_the_site(names, data):
        yield keywords, "meta"
    yield tagged, "og"
    yield _tag_links(data), "text"


def _is_of_the_site(names: list[str], data: PageData) -> bool:
    """Return whether a long list of keywords is of no use for this article in particular."""
    if len(names) < LEAST_OF_A_SITE:
        return False
    return is_of_the_site(names, f"{data.title} {_paragraphs(data.document.tree)}")


def _is_lone_section(stated: list[str], others: Iterable[list[str]]) -> bool:
    """Return whether JSON-LD's one keyword is only the first of a longer list elsewhere."""
    tags = _split_tags(stated)
    return len(tags) == 1 and any(
        len(found) > 2 and key(tags[0]) in {key(tag) for tag in found}
        for found in map(_split_tags, others)
    )


def _split_tags(values: Iterable[str]) -> list[str]:
    """Return tags in order, doubles once; a list in one string is taken apart."""
    parts = [_HASH.sub("", part) for value in values for part in _SPLIT.split(plain_text(value))]
    parts = _parted_by_blanks(parts[0]) if len(parts) == 1 else parts
    seen: dict[str, str] = {}
    for part in _without_namespaces([part.strip(" \"'“”«»") for part in parts]):
        is_short = len(part) <= _MAX_TAG_CHARS and len(part.split()) <= _MAX_TAG_WORDS
        if is_short and key(part) and not _MACHINE.match(part):
            seen.setdefault(key(part), part)
    return list(seen.values())[:_MAX_TAGS]


def _parted_by_blanks(value: str) -> list[str]:
    """Take a list of Chinese or Japanese words apart that has blanks for commas."""
    parts = _BLANK_SPLIT.split(value)
    is_list = len(parts) >= _LEAST_PARTED and max(map(len, parts)) <= _CJK_TAG_CHARS_MAX
    return parts if is_list else [value]


def _without_namespaces(tags: list[str]) -> list[str]:
    """Keep the value of `Topic: Harbour`, drop `Page Type: Article`, where tags are so written."""
    spaced = {tag: match for tag in tags if (match := _NAMESPACED.match(tag))}
    if len(spaced) < _LEAST_NAMESPACED:
        return tags
    return [
        spaced[tag][2] if tag in spaced else tag
        for tag in tags
        if tag not in spaced or spaced[tag][1].casefold() in TAG_NAMESPACES
    ]


def _tag_links(data: PageData) -> list[str]:
    """Return the texts of the first block of links to tag pages below the headline."""
    blocks: dict[etree._Element, list[str]] = {}
    story, below, host = None, not data.heading, host_of(data.document.url)
    heading, is_labelled = key(data.heading), cache(_is_labelled)
    for element in islice(data.document.tree.iter("h1", "h2", "h3", "a"), _SEEN_LINKS):
        if element.tag != "a":
            if not below and heading in key(text_of(element)):
                below, story = True, next(element.iterancestors(*_STORY), None)
        elif below and _is_tag(element, host, is_labelled):
            text = plain_text(text_of(element))
            is_short = 1 <= len(text.split()) <= _MAX_LINK_WORDS
            if is_short and not _is_boilerplate(element):
                blocks.setdefault(_block(element), []).append(text)
    fitting = (each for each, names in blocks.items() if 2 <= len(names) <= _MAX_LINKS)
    own = (each for each in fitting if not _is_titled_otherwise(each, story))
    return blocks[first] if (first := next(own, None)) is not None else []


def _is_titled_otherwise(block: etree._Element, story: etree._Element | None) -> bool:
    """Return whether a list outside the story has a title that says that it holds other things."""
    around = [block, *block.iterancestors()]
    if story is None or story in around:
        return False
    before = (each.getprevious() for each in around[:_BOX_LEVELS])
    first = next(block.iterchildren(etree.Element), None)
    title = _title(next((each for each in (first, *before) if _title(each)), None))
    return bool(title) and not _is_label(f"{title}:") and title not in TOPIC_LABELS


def _title(element: etree._Element | None) -> str:
    """Return the few words of an element that may stand above a list; empty where it has links."""
    if element is None or next(element.iter("a", "button"), None) is not None:
        return ""
    words = plain_text(text_of(element)).rstrip(" :：").lower()
    return words if len(words) <= _TITLE_CHARS_MAX else ""


def _is_tag(link: etree._Element, host: str, is_labelled: Callable[[etree._Element], bool]) -> bool:
    """Return whether a link leads to a tag's page; WordPress marks its categories so, too."""
    kinds, address = link.get("rel", "").split(), link.get("href", "")
    is_category = "category" in kinds or "/category/" in address
    is_stated = "tag" in kinds and not is_category
    if is_stated or _ADDRESS.search(address.lower()):
        return True
    if not address or address.startswith("#") or is_category:
        return False
    around = [*islice(link.iterancestors(), _BOX_LEVELS)]
    is_marked = (link.text or "").lstrip().startswith(("#", "＃"))
    is_marked = is_marked or any(_names_box(each.get("class", "")) for each in around)
    is_marked = is_marked or any(map(is_labelled, around)) or _is_label(_before_list(link))
    return is_marked and not _is_elsewhere(address, host)


def _before_list(link: etree._Element) -> str:
    """Return the words before a link and the other links beside it."""
    for each in islice(link.itersiblings(preceding=True), _MAX_LINKS):
        words = (each.tail or "").strip(" ,،;|·/\n\t") or ("" if each.tag == "a" else text_of(each))
        if words or each.tag != "a":
            return words
    return ""


def _is_labelled(box: etree._Element) -> bool:
    """Return whether the first words in an element say that it holds tags."""
    pieces = (str(piece)[:_LABEL_CHARS].strip() for piece in box.itertext())
    return _is_label(next(filter(None, islice(pieces, _PIECES_BEFORE_LABEL)), ""))


def _is_label(words: str) -> bool:
    """Return whether words say that tags follow: `Keywords:`."""
    label = words[:_LABEL_CHARS].strip().lower().replace("：", ":").replace(" :", ":")
    return label in TAG_LABELS or label.removesuffix(":") in TAG_LABELS


def _is_boilerplate(link: etree._Element) -> bool:
    """Return whether a link stands beside the article.

    An article's own footer is of it, and so is navigation that calls itself its tags.
    """
    return any(
        not ends_story(around)
        and not (
            around.tag == "nav"
            and _names_box(f"{class_and_id(around)} {around.get('aria-label') or ''}")
        )
        for around in link.iterancestors(*_BOILERPLATE)
    )


def _is_elsewhere(address: str, host: str) -> bool:
    """Return whether an address, of any form, names another host than the page's."""
    scheme, sign, rest = address.partition("//")
    stated = rest.partition("/")[0].lower()
    is_absolute = bool(sign) and scheme.lower() in ("", "http:", "https:")
    return is_absolute and stated.removeprefix("www.") != host.removeprefix("www.")


@lru_cache(maxsize=_NAMES_CACHED)
def _names_box(names: str) -> bool:
    """Return whether a class calls an element a list of the article's own tags."""
    return bool(_BOX.search(split_camel(names)))


def _block(link: etree._Element) -> etree._Element:
    """Tell which list a link is in: the element above its own wrapping."""
    element, parent = link, link.getparent()
    while parent is not None and parent.tag not in ("body", "article"):
        if element.getprevious() is not None or element.getnext() is not None:
            break
        element, parent = parent, parent.getparent()
    return element if parent is None else parent


def _trending_tags(tree: etree._Element, visible: bytes, locale: Locale) -> set[str]:
    """Return the links (in `normalise.key` form) of blocks that say they hold the site's trends."""
    found: set[str] = set()
    for label in of_language(TRENDING_LABELS, locale):
        if any(_is_heading(line.text, label) for line in lines_with(visible, label)):
            for element in _holding(tree, label=label):
                if _is_heading(plain_text((element.text or "")[:_HEADING_CHARS_MAX]), label):
                    found.update(_links_of_block(element))
    return found


def _is_heading(text: str, label: str) -> bool:
    return label in text and len(text) <= len(label) + _LABEL_SLACK_CHARS


def _links_of_block(element: etree._Element | None) -> set[str]:
    """Return the link texts of the nearest surrounding that holds links but is not the page."""
    for _ in range(_BLOCK_CLIMB):
        if element is None or element.tag in ("body", "html", "article", "main"):
            break
        links = list(element.iter("a"))
        if len(links) > _BLOCK_LINKS:
            break
        if links:
            return {key(_HASH.sub("", plain_text(text_of(link)))) for link in links}
        element = element.getparent()
    return set()
