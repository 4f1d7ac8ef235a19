"""What software made a page: that of forums and shops leaves its name in the markup."""

import re
from itertools import islice

from services.extract.body.body import Body
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.meta import Meta

_MADE_BY = {
    "on_forum": (
        "phpbb", "vbulletin", "xenforo", "discuz", "discourse 2", "discourse 3", "simple machines",
        "invision", "mybb", "flarum", "nodebb", "punbb", "fluxbb", "bbpress",
    ),
    "on_shop": (
        "woocommerce", "shopify", "magento", "prestashop", "opencart", "shopware", "bigcommerce",
        "oxid-esales", "ecwid", "nopcommerce",
    ),
}  # fmt: skip
"""Names of the software, in lower case; never those of a site."""
_POSTS = (
    "postbody", "posttext", "bbwrapper", "message-body", "t_f", "topic-body", "crawler-post",
    "cpost", "ipscomment", "bbp-reply", "comment-tree", "votecell", "answercell",
)  # fmt: skip
"""Classes of the box that holds what a member wrote, in the templates of this software."""
_POST = re.compile(rf"\b(?:{'|'.join(_POSTS)})\b")
_ADDRESSES_MAX = 60
_END_CHARS = 600
"""Of the page's end, where `Powered by` stands."""


def read_software(document: Document, body: Body, meta: Meta) -> Features:
    """Tell whether a page was made by the software of forums or shops."""
    root = document.tree.find("body")
    names = (root.get(each) or "" for each in ("class", "id")) if root is not None else ()
    addresses = [
        *(each.get("src") or "" for each in islice(document.of_tag("script"), _ADDRESSES_MAX)),
        *(each.get("href") or "" for each in islice(document.of_tag("link"), _ADDRESSES_MAX)),
    ]
    said = (meta.first("generator"), *names, *addresses, document.html[-_END_CHARS:])
    text = " ".join(said).lower()
    found = {name: float(any(map(text.__contains__, words))) for name, words in _MADE_BY.items()}
    boxes = set().union(*{segment.path for segment in body.segments})
    classes = "\n".join(box.get("class") or "" for box in boxes).lower()
    if any(map(classes.__contains__, _POSTS)) and _POST.search(classes):
        found["on_forum"] = 1.0
    return found
