"""Where redirects lead."""

from schemas.outcomes import Reason
from tests.fetch.wire.answers import UTF8, WORDS, Answer, answer

R = Reason


def moved(
    name: str, location: str | bytes, target: str | None, *more: str, status: int = 302
) -> Answer:
    raw = location if isinstance(location, bytes) else location.encode()
    return Answer(
        f"to-{name}",
        answer(
            b"Location: " + raw,
            *more,
            "Content-Length: 0",
            body=b"",
            status=f"HTTP/1.1 {status} Moved",
        ),
        None if target else R.BAD_REDIRECT,
        target=target,
    )


MOVES = [
    moved("relative", "next", "/next"),
    moved("query", "?x=1", "/page?x=1"),
    moved("up", "../../next", "/next"),
    moved("scheme-relative-path", "http:/next", "/next"),
    moved("scheme-alone-upper", "HTTP:next", "/next"),
    moved("fragment", "/next#!part?x", "/next"),
    moved("blank-inside", "/a b/c  d", "/a%20b/c%20%20d"),
    moved("tab-inside", "/a\tb", "/ab"),
    moved("utf-8", "/naïve", "/na%C3%AFve"),
    moved("latin-1", b"/na\xefve", "/na%C3%AFve"),
    moved("utf-8-query", "/a?q=ü", "/a?q=%C3%BC"),
    moved("percent-alone", "/100%", "/100%"),
    moved("backslashes", "\\next\\page", "/next/page"),
    moved("quotes", '/a"b', "/a%22b"),
    moved("angle-brackets", "</next>", "/%3C/next%3E"),
    moved("same-twice", "/next", "/next", "Location: /next"),
    moved("two-places", "/next", None, "Location: /other"),
    moved("empty", "", None),
    moved("blank", "   ", None),
    moved("host-of-blanks", "http:// /", None),
    moved("bad-ipv6", "http://[::1/", None),
    moved("bad-port", "http://a:port/", None),
    moved("mailto", "mailto:a@b.c", None),
    moved("about", "about:blank", None),
    moved("nul", b"/a\\0b", "/a/0b"),
    Answer(
        "to-itself",
        answer("Location: /page", "Content-Length: 0", body=b"", status="HTTP/1.1 302 Moved"),
        R.TOO_MANY_REDIRECTS,
    ),
    Answer(
        "to-its-fragment",
        answer("Location: #part", "Content-Length: 0", body=b"", status="HTTP/1.1 302 Moved"),
        R.TOO_MANY_REDIRECTS,
    ),
    moved("with-refresh", "/next", "/next", "Refresh: 0; url=/other"),
]


def refreshed(
    name: str, content: str, target: str | None, *headers: str, before: str = "", words: str = ""
) -> Answer:
    """Answer with a page that leads on by its head, or stays what it is."""
    meta = f'<meta http-equiv="Refresh" content="{content}">' if content else ""
    page = f"<html><head><title>Moved</title>{before}{meta}</head><body>{words}<p>Please wait.</p>"
    return Answer(
        f"refresh-{name}", answer(UTF8, *headers, body=page.encode() + STAYS), target=target
    )


STAYS = f"<p>{WORDS}</p>".encode()
"""Said by the page that leads on, so that a row that is not to be followed finds it there."""
LONG = "<p>" + "The storm closed the harbour, and the ferries stayed in port. " * 8 + "</p>"

REFRESHED = [
    refreshed("plain", "0; url=/next", "/next"),
    refreshed("upper-case", "3;URL=/next", "/next"),
    refreshed("quoted", "0; url='/next'", "/next"),
    refreshed("comma", "0, url = /next", "/next"),
    refreshed("without-url", "1; /next", "/next"),
    refreshed("fraction", "0.5;url=/next", "/next"),
    refreshed("entity", "0;url=/next?a=1&amp;b=2", "/next?a=1&b=2"),
    refreshed("header", "", "/next", "Refresh: 0; url=/next"),
    refreshed("relative-to-a-base", "0; url=next", "/a/next", before='<base href="/a/b">'),
    refreshed("after-minutes", "300; url=/next", None),
    refreshed("itself", "0; url=/page", None),
    refreshed("without-address", "5", None),
    refreshed("to-a-script", "0; url=javascript:go()", None),
    refreshed("in-a-comment", "", None,
              before='<!-- <meta http-equiv="refresh" content="0;/n"> -->'),
    refreshed("in-noscript", "", None,
              before='<noscript><meta http-equiv="refresh" content="0;/n"></noscript>'),
    refreshed("of-a-page", "0; url=/next", None, words=LONG),
]  # fmt: skip
