"""What names the encoding of the text: header, mark, meta; and types that are odd."""

from tests.fetch.wire.answers import PAGE, UTF8, Answer, answer


def of(kind: str | None, body: bytes, *more: str) -> bytes:
    return answer(*([f"Content-Type: {kind}"] if kind is not None else []), *more, body=body)


TEXT = PAGE.decode()
W1252 = TEXT.encode("cp1252")


def meta(charset: str, encoding: str) -> bytes:
    return TEXT.replace("<title>", f'<meta charset="{charset}"><title>').encode(encoding)


CHARSETS = [
    Answer("bom-over-header", of("text/html; charset=iso-8859-1", b"\xef\xbb\xbf" + PAGE)),
    Answer("bom-over-meta", of("text/html", b"\xef\xbb\xbf" + meta("iso-8859-1", "utf-8"))),
    Answer("utf-16-bom-over-header", of("text/html; charset=utf-8", TEXT.encode("utf-16"))),
    Answer("utf-16le-bom", of("text/html", b"\xff\xfe" + TEXT.encode("utf-16-le"))),
    Answer("utf-16be-bom", of(None, b"\xfe\xff" + TEXT.encode("utf-16-be"))),
    Answer("utf-16le-header", of("text/html; charset=utf-16le", TEXT.encode("utf-16-le"))),
    Answer("utf-16-header-no-bom", of("text/html; charset=utf-16", TEXT.encode("utf-16-le"))),
    Answer("utf-16be-header", of("text/html; charset=utf-16be", TEXT.encode("utf-16-be"))),
    Answer("utf-16-in-meta-of-utf-8", of("text/html", meta("utf-16", "utf-8"))),
    Answer("header-over-meta", of("text/html; charset=windows-1252", meta("utf-8", "cp1252"))),
    Answer("meta-alone", of("text/html", meta("windows-1252", "cp1252"))),
    Answer("latin-1-is-1252", of("text/html; charset=iso-8859-1", W1252)),
    Answer("ascii-is-1252", of("text/html; charset=us-ascii", W1252)),
    Answer("utf8-without-hyphen", of("text/html; charset=utf8", PAGE)),
    Answer("charset-semicolon", of("text/html; charset=utf-8;", PAGE)),
    Answer("charset-blanks", of("text/html; charset = utf-8", PAGE)),
    Answer("charset-upper", of("TEXT/HTML; CHARSET=WINDOWS-1252", W1252)),
    Answer("charset-single-quotes", of("text/html; charset='windows-1252'", W1252)),
    Answer("charset-quote-open", of('text/html; charset="windows-1252', W1252)),
    Answer("charset-twice", of("text/html; charset=utf-8; charset=windows-1251", PAGE)),
    Answer("charset-empty", of("text/html; charset=", meta("windows-1252", "cp1252"))),
    Answer("charset-none", of("text/html; charset=none", meta("windows-1252", "cp1252"))),
    Answer("charset-no-semicolon", of("text/html charset=utf-8", PAGE)),
    Answer("charset-comma", of("text/html, charset=utf-8", PAGE)),
    Answer("charset-utf-7", of("text/html; charset=utf-7", PAGE)),
    Answer("type-twice-same", of("text/html; charset=utf-8", PAGE, UTF8)),
    Answer(
        "type-twice-charset-later",
        of("text/html", W1252, "Content-Type: text/html; charset=windows-1252"),
    ),
    Answer(
        "type-twice-charset-first",
        of("text/html; charset=windows-1252", W1252, "Content-Type: text/html"),
    ),
    Answer("type-list-charset-later", of("text/html, text/html; charset=windows-1252", W1252)),
    Answer("type-empty", of("", PAGE)),
    Answer("type-slash", of("/", PAGE)),
    Answer("type-star", of("*/*", PAGE)),
    Answer("type-html-alone", of("html", PAGE)),
    Answer("xhtml", of("application/xhtml+xml; charset=utf-8", PAGE)),
    Answer(
        "xml-declaration", of("text/html", b'<?xml version="1.0" encoding="windows-1252"?>' + W1252)
    ),
    Answer("text-plain-page", of("text/plain", PAGE)),
    Answer("octet-stream-page", of("application/octet-stream", PAGE)),
    Answer("nosniff", of("text/html", PAGE, "X-Content-Type-Options: nosniff")),
]
