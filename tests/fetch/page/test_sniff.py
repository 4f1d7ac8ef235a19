"""What the bytes are, told from the bytes."""

import gzip
import io
import time
import zipfile

import pytest

from schemas.outcomes import Reason
from services.content_types import Kind
from services.fetch.page.sniff import refuse_kind, sniff

HTML = "text/html"
XML = "application/xml"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
RSS = b'<rss version="2.0"><channel><title>T</title>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>'
RDF = b'<rdf:RDF xmlns:rdf="urn:r" xmlns="http://purl.org/rss/1.0/"><channel>'
SITEMAP = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
XML_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


PAGES: list[tuple[str, bytes, str | None]] = [
    ("a plain page", b"<!DOCTYPE html><html><head>", HTML),
    ("a page without a type", b"<!doctype html>", None),
    ("a page called text", b"<html><body>x", "text/plain"),
    ("a page called binary", b"<html><body>x", "application/octet-stream"),
    ("a page called an image", b"<html><body>x", "image/jpeg"),
    ("a page called a feed", b"<!doctype html><html>", "application/rss+xml"),
    ("a page called JSON", b"<!doctype html><html>", "application/json"),
    ("XHTML", XML_HEAD + b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', XML),
    ("XHTML without a document type", XML_HEAD + b'<html xmlns="urn:x">', "application/xhtml+xml"),
    ("blanks first", b" \r\n\t\n<html>", HTML),
    ("NULs first", b"\x00\x00<html>", HTML),
    ("a mark first", b"\xef\xbb\xbf<html>", HTML),
    ("two marks first", b"\xef\xbb\xbf\n\xef\xbb\xbf<html>", None),
    ("comments first", b"<!-- a --><!-- <rss> --> \n<html>", None),
    ("a comment that does not end", b"<!-- a <rss>" + b"x" * 20_000, None),
    ("a long comment first", b"<!--" + b"x" * 10_000 + b"--><html>", None),
    ("PHP noise first", b"Warning: foo() in /a/b.php on line 3\n<!DOCTYPE html>", HTML),
    ("noise first, without a type", b"\n\nfoo <html lang=en>", None),
    ("utf-16 with a mark", "\ufeff<html><body>x".encode("utf-16-le"), HTML),
    ("utf-16 with the other mark", "\ufeff<html><body>x".encode("utf-16-be"), HTML),
    ("utf-16 without a mark", "<!doctype html>".encode("utf-16-le"), HTML),
    ("utf-16 without a mark, the other way", "<!doctype html>".encode("utf-16-be"), None),
    ("a fragment", b"<div class=a>x</div>", None),
    ("an upper-case element", b"<BODY BGCOLOR=red>", None),
    ("an element nobody knows", b"<my-app>x", HTML),
    ("text called a page", b"Not found", HTML),
    ("text in brackets called a page", b"[1] A note", HTML),
    ("windows-1256 called a page", "خبر".encode("windows-1256"), HTML),
    ("iso-2022-jp called a page", "<p>日本".encode("iso-2022-jp"), HTML),
    ("NULs within a page", b"<html><body>a\x00b\x01c", HTML),
    ("a page with a feed in a comment", b"<html><!-- " + RSS + b" -->", HTML),
    ("a drawing within a page", b"<html><svg>", HTML),
    ("another document type", b'<!DOCTYPE foo [<!ENTITY a "b>">]><html>', None),
]

OTHERS: list[tuple[str, bytes, str | None, Kind]] = [
    ("RSS", XML_HEAD + RSS, "application/rss+xml", "feed"),
    ("RSS called a page", RSS, HTML, "feed"),
    ("RSS after a style sheet", XML_HEAD + b"<?xml-stylesheet href='a'?>\n" + RSS, HTML, "feed"),
    ("RSS after a comment", XML_HEAD + b"<!-- <html> -->" + RSS, HTML, "feed"),
    ("RSS with a document type", b'<!DOCTYPE rss PUBLIC "-//N//RSS 0.91" "u">' + RSS, XML, "feed"),
    ("RSS in utf-16", ("\ufeff" + RSS.decode()).encode("utf-16-le"), None, "feed"),
    ("RSS after blanks", b"\n\n" + XML_HEAD + RSS, "text/xml", "feed"),
    ("RSS after a warning of PHP", b"<br />\n<b>Warning</b>: x\n" + XML_HEAD + RSS, HTML, "feed"),
    ("a sitemap after a notice", b"\nNotice: Undefined x\n" + XML_HEAD + SITEMAP, HTML, "feed"),
    ("a page with a feed in its text", b"<html><pre>" + XML_HEAD + RSS, HTML, "html"),
    ("a fragment from Word", b"<p>x<?xml:namespace prefix = o /><o:p>" + RSS, HTML, "html"),
    ("XHTML after a warning", b"<b>Warning</b>\n" + XML_HEAD + b"<html>", HTML, "html"),
    ("Atom", ATOM, "application/atom+xml", "feed"),
    ("Atom with a prefix", b"<atom:feed xmlns:atom='x'>", XML, "feed"),
    ("RSS 1.0", XML_HEAD + RDF, "application/rdf+xml", "feed"),
    ("a sitemap", XML_HEAD + SITEMAP, XML, "feed"),
    ("a sitemap index", b"<sitemapindex>", HTML, "feed"),
    ("a JSON feed", JSON_FEED, "application/feed+json", "feed"),
    ("a JSON feed called a page", b"\xef\xbb\xbf" + JSON_FEED.replace(b"/", b"\\/"), HTML, "feed"),
    ("RDF that is no feed", b"<rdf:RDF xmlns:rdf='x'>", XML, "xml"),
    ("other XML", XML_HEAD + b"<note>", XML, "xml"),
    ("other XML without a type", XML_HEAD + b"<note>", None, "xml"),
    ("an outline", b"<opml version='2.0'>", "text/x-opml+xml", "xml"),
    ("JSON", b'{"a": 1}', "application/json", "json"),
    ("JSON called a page", b' {"a": "<html>"}', HTML, "json"),
    ("a list called a page", b'[{"a": 1}]', HTML, "json"),
    ("an empty list", b"[]", None, "json"),
    ("guarded JSON", b")]}',\n[1]", "application/json", "json"),
    ("a number called JSON", b"12", "application/json", "json"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3", "application/pdf", "pdf"),
    ("PDF called a page", b"\n%PDF-1.4", HTML, "pdf"),
    ("JPEG called a page", JPEG, HTML, "image"),
    ("PNG", PNG, None, "image"),
    ("GIF", b"GIF89a\x01\x00", None, "image"),
    ("WebP", b"RIFF\x10\x00\x00\x00WEBPVP8 ", None, "image"),
    ("AVIF", b"\x00\x00\x00\x1cftypavif", None, "image"),
    ("BMP", b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36", None, "image"),
    ("an icon", b"\x00\x00\x01\x00\x01\x00", None, "image"),
    ("SVG", XML_HEAD + b"<!DOCTYPE svg PUBLIC 'x'><svg>", "image/svg+xml", "image"),
    ("SVG called a page", b"<svg xmlns='x'>", HTML, "image"),
    ("MP4", b"\x00\x00\x00\x18ftypmp42", None, "video"),
    ("WebM", b"\x1a\x45\xdf\xa3\x9fB\x86", None, "video"),
    ("MP3", b"ID3\x04\x00", None, "video"),
    ("WAV", b"RIFF\x24\x00\x00\x00WAVEfmt ", None, "video"),
    ("a playlist", b"#EXTM3U\n", None, "video"),
    ("ZIP called a page", zipped(), HTML, "archive"),
    ("gzip called a page", gzip.compress(b"<html>"), HTML, "archive"),
    ("an old office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", None, "binary"),
    ("a program", b"\x7fELF\x02\x01", None, "binary"),
    ("noise called a page", bytes(range(256)) * 8, HTML, "binary"),
    ("noise", bytes(range(256)) * 8, None, "binary"),
    ("nothing", b"", HTML, "empty"),
    ("blanks", b" \r\n\t ", HTML, "empty"),
    ("a mark alone", b"\xef\xbb\xbf", HTML, "empty"),
    ("a utf-16 mark alone", b"\xff\xfe", None, "empty"),
    ("NULs", b"\x00" * 100, HTML, "empty"),
    ("text", b"just text", "text/plain", "text"),
    ("text without a type", b"just text", None, "text"),
    ("text that looks like a number of things", b"BMW ID3 7zip BZhang GIF8", None, "text"),
    ("a style sheet", b"body { color: red }", "text/css", "text"),
    ("a script that writes a page", b"document.write('<html>')", "text/javascript", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "header"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_a_page_whatever_its_header(what: str, body: bytes, header: str | None) -> None:
    assert sniff(body, header) == "html"


@pytest.mark.parametrize(
    ("what", "body", "header", "kind"), OTHERS, ids=[each[0] for each in OTHERS]
)
def test_what_is_no_page_is_told_apart(
    what: str, body: bytes, header: str | None, kind: Kind
) -> None:
    assert sniff(body, header) == kind


REASONS: list[tuple[Kind, Reason | None]] = [
    ("html", None),
    ("feed", Reason.IS_FEED),
    ("empty", Reason.NO_TEXT),
    ("pdf", Reason.UNSUPPORTED_TYPE),
    ("image", Reason.UNSUPPORTED_TYPE),
    ("json", Reason.UNSUPPORTED_TYPE),
    ("xml", Reason.UNSUPPORTED_TYPE),
    ("video", Reason.UNSUPPORTED_TYPE),
    ("archive", Reason.UNSUPPORTED_TYPE),
    ("binary", Reason.UNSUPPORTED_TYPE),
    ("text", Reason.UNSUPPORTED_TYPE),
]


@pytest.mark.parametrize(("kind", "reason"), REASONS)
def test_only_a_page_goes_on(kind: Kind, reason: Reason | None) -> None:
    ended = refuse_kind(kind)
    assert (ended.reason if ended else None) is reason


SLOW = [b"<!--", b"<!a[", b"<?", b"<!doctype ", b"<!a[]", b"[" * 5, b"{ ", b"< ", b"\x00<", b"<a:"]


@pytest.mark.parametrize("piece", SLOW)
def test_no_body_takes_long_to_sniff(piece: bytes) -> None:
    started = time.process_time()
    sniff(piece * (1_000_000 // len(piece)), HTML)
    assert time.process_time() - started < 0.5
