"""Where redirects lead."""

from schemas.outcomes import Reason
from tests.fetch.wire.answers import Answer, answer

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
