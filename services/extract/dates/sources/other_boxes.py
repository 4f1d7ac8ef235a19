"""Boxes whose dates are another's: comments, teasers of other stories, the page's own clock."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice

from lxml import etree

from services.extract.body.refine.appeals.promotion_words import STORY_LABELS
from services.extract.markup.lines import plain_lines
from services.extract.markup.normalise import key
from services.extract.markup.query import class_and_id, count_elements, text_of

_COMMENTS = (
    rb"(?:comments?|comment-?list|comments?-?(?:area|section|container|wrapper|thread|box|body)"
    rb"|kommentare?|comentarios?|commentaires?|commenti|komentarze|disqus_thread|respond|replies)"
)
_END_BOX = re.compile(
    rb"<(?:section|div|ol|ul|aside|article)\b[^<>]{0,200}?\b(?:id|class)=[\"']?(?:[\w-]+ ){0,4}(?:"
    + _COMMENTS + rb"|(?:site-?|page-?|main-?|global-?)?footer(?:-?(?:wrap(?:per)?|area|inner))?)"
    rb"(?:[ \"'>])",
    re.IGNORECASE,
)  # fmt: skip
_COMMENT_NAME = re.compile(
    rb"(?:^|\s)(?:%s|(?:wp-block-)?comment-(?:date|meta|template|time)|wp-block-comments)(?:\s|$)"
    % _COMMENTS,
    re.IGNORECASE,
)
_COMMENT_WORDS = (
    "comments", "kommentare", "commentaires", "comentarios", "comentários", "commenti",
    "comentarii", "komentarze", "komentáře", "komentáre", "komentari", "komentarji",
    "kommentarer", "kommentit", "reacties", "hozzászólások", "yorumlar", "komentar",
    "bình luận", "комментарии", "коментарі", "коментари", "σχόλια", "תגובות", "تعليقات",
    "التعليقات", "نظرات", "دیدگاه‌ها", "टिप्पणियाँ", "মন্তব্য", "ความคิดเห็น", "댓글", "コメント",
    "评论", "評論", "留言",
)  # fmt: skip
_COMMENT_FORMS = [form for word in _COMMENT_WORDS for form in (word, word.capitalize())]
_COMMENT_HEADING = re.compile(
    rb">\s*(?:\d+\s)?(?=[%s])(?:%s)\s?(?:\(\d*\)|:|\d+)?\s*</(?:h[2-6]|b|strong|div|p|span)>"
    % (
        b"".join({form.encode()[:1] for form in _COMMENT_FORMS}),
        "|".join(_COMMENT_FORMS).encode(),
    ),
    re.IGNORECASE,
)
"""Looks at one letter before it tries all words: that is ten times as fast."""
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|comentarios?|commentaires?|related|recirc|recommend(?:ed)?"
    r"|most-?(?:read|popular)|more-?(?:stories|news|from|in)|latest|top-?bar|current-?date|today"
    r"|teasers?|sidebar|widgets?|upcoming|events?|eventos?|agenda|termine?|repl(?:y|ies)|wp-block-query"
    r"|(?:also|read|see)-?(?:also|more|next|read|like)|relacionad[ao]s?|correlat[ei]|lire-aussi"
    r"|leia-(?:mais|tambem)|leggi-anche|lees-ook)(?=$|[\s_-])",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\s*(?:when|wann|quand|cuándo|quando|kiedy|wanneer|когда|коли|kdy|kedy|ne zaman|πότε|mikor"
    r"|când|når|när|milloin|kada|kdaj|متى|زمان برگزاری|מתי|कब|কখন|khi nào|kapan|언제)\s?[:：]",
    re.IGNORECASE,
)
"""Begins a line that says when something takes place."""
_EVENT_NAMES = ("b", "strong", "span", "dt", "th")
_EVENT_CHARS_MAX = 300
_FOOTERS = ("footer", "site-footer", "page-footer", "colophon")
_COMMIT = "$Date"
"""Begins the day of a page's last commit, which old sites show below it as the page's own."""
_BOXES = ("div", "section", "aside", "ul", "ol", "span", "p", "li")
_LISTS = (
    "more stories", "more news", "more articles", "latest news", "latest stories", "most read",
    "other news", "weitere artikel", "weitere nachrichten", "meistgelesen", "más noticias",
    "lo más leído", "últimas noticias", "autres articles", "les plus lus", "altre notizie",
    "ultime notizie", "mais notícias", "mais lidas", "últimas notícias", "meer nieuws",
    "meest gelezen", "inne artykuły", "najnowsze", "další články", "ďalšie články",
    "további cikkek", "alte articole", "другие новости", "последние новости", "інші новини",
    "diğer haberler", "son haberler", "tin khác", "berita lainnya", "flere saker", "fler artiklar",
    "最新記事", "最新新闻", "最新新聞", "다른 기사", "آخر الأخبار", "آخرین اخبار",
)  # fmt: skip
_STORY_LABELS = frozenset(map(key, (*STORY_LABELS, *_LISTS)))
_LABEL_CHARS_MAX = 60
_RANKS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LABEL_TAGS = (*_RANKS, "b", "div", "p", "span", "strong")
_SIBLINGS_MAX = 20
_CARD_CHARS_MAX = 500
"""Of an `<article>` that is another story's card."""
_TEXT_CHARS = 250
"""What stands above them; a counter of comments beside the headline has less."""
_LEVELS = 12
_SHARE_MAX = 0.5
_NAMES_MAX = 5
_BOX_CHARS_MAX = 3_000
"""A longer one is the article in a box of an odd name."""


def above_end_box(visible: bytes, below: int) -> bytes:
    """Cut a page where a box of comments or the site's footer begins, below headline and text."""
    return _cut(visible, below, _END_BOX)


def above_comments(visible: bytes, below: int) -> bytes:
    """Cut a page where a line calls what follows it comments, below the headline and some text."""
    return _cut(visible, below, _COMMENT_HEADING)


def _cut(visible: bytes, below: int, start: re.Pattern[bytes]) -> bytes:
    for match in islice(start.finditer(visible, max(0, below)), 5):
        between = visible[max(0, below) : match.start()][:100_000].decode("utf-8", "ignore")
        chars = accumulate(map(len, plain_lines(between)))
        if any(each >= _TEXT_CHARS for each in chars):
            return visible[: match.start()]
    return visible


def tells_event(text: str) -> bool:
    """Return whether a text begins by saying when something takes place."""
    return (":" in text or "：" in text) and _EVENT.match(text) is not None


def is_in_comment(element: etree._Element) -> bool:
    """Return whether an element stands in what readers have written."""
    for around in islice(element.iterancestors(), _LEVELS):
        if around.tag in ("article", "main", "body", "html"):
            return False
        kind = (around.get("itemtype") or "").lower()
        if kind.endswith("comment") or _COMMENT_NAME.search(class_and_id(around).encode()):
            return True
    return False


def strip_others(tree: etree._Element) -> None:
    """Take such boxes out of a tree, where they hold little of it and no headline."""
    _strip_events(tree)
    for label in [each for each in tree.iter(*_LABEL_TAGS) if _announces(each)]:
        for box in list(_announced_by(label)):
            empty(box)
    elements_max = _SHARE_MAX * count_elements(tree)
    for box in list(filter(_is_named_so, tree.iter(*_BOXES))):
        if box.getparent() is not None and _is_small(box, elements_max):
            empty(box)


def is_announced(element: etree._Element) -> bool:
    """Return whether a line before an element announces other stories: `Read also`."""
    for around in (element, *islice(element.iterancestors(), _LEVELS)):
        if around.tag == "body" or next(around.iter("h1"), None) is not None:
            return False
        for before in islice(around.itersiblings(preceding=True), _SIBLINGS_MAX):
            if _announces(before):
                return True
            if before.tag in _RANKS:
                break
    return False


def _announces(element: etree._Element) -> bool:
    """Return whether a short line, maybe one link or word in bold, is such a label."""
    if element.tag not in _LABEL_TAGS or len(element) > 1:
        return False
    text = element.text or ""
    for each in element:
        text += (each.text or "") + (each.tail or "")
    text = text.strip()
    return 0 < len(text) <= _LABEL_CHARS_MAX and key(text) in _STORY_LABELS


def _announced_by(label: etree._Element) -> Iterator[etree._Element]:
    """Yield what follows a line that announces other stories, up to the next heading."""
    for box in islice(label.itersiblings(), _SIBLINGS_MAX):
        if box.tag in _RANKS or next(box.iter("h1"), None) is not None:
            return
        yield box


def _strip_events(tree: etree._Element) -> None:
    """Take out short boxes that say when something takes place."""
    for element in list(tree.iter(*_EVENT_NAMES, *_BOXES)):
        if tells_event(element.text or ""):
            box = element.getparent() if element.tag in _EVENT_NAMES else element
            if box is not None and len(text_of(box)) <= _EVENT_CHARS_MAX:
                empty(box)


def empty(box: etree._Element) -> None:
    """Take out what an element holds, and leave what follows it."""
    tail = box.tail
    box.clear()
    box.tail = tail


def _is_named_so(element: etree._Element) -> bool:
    """Return whether a few names say so: lists of dozens are what blogs write of their own tags."""
    if element.get("id") in _FOOTERS:
        return _COMMIT not in text_of(element)
    names = class_and_id(element)
    return names.count(" ") <= _NAMES_MAX and _names_others(names)


@lru_cache(maxsize=5_000)
def _names_others(names: str) -> bool:
    return _OTHERS.search(names) is not None


def _is_small(box: etree._Element, elements_max: float) -> bool:
    """Return whether a box holds little of its page, and no headline or article."""
    if count_elements(box) > elements_max or _holds_more(box, _BOX_CHARS_MAX):
        return False
    stories = (_holds_more(each, _CARD_CHARS_MAX) for each in box.iter("article"))
    return next(box.iter("h1"), None) is None and not any(stories)


def _holds_more(element: etree._Element, chars: int) -> bool:
    """Return whether an element's text is longer than so many characters, a space each piece."""
    lengths = accumulate(len(piece) + 1 for piece in element.itertext())
    return any(each > chars for each in lengths)
