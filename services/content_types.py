"""Which types of content count as a page: asked for, read, refused or never fetched. Data alone.

To read one more type (PDF, say), go through this file from top to bottom: each list that names it
is a gate of its own.
"""

import re
from typing import Literal

import regex

# ---------------------------------------------------------------- intake: before a request

_EXTENSIONS = (
    "avif bmp cur gif heic ico jpe jpeg jpg jxl png psd svg tif tiff webp "  # images
    "3gp avi flv m3u8 m4v mkv mov mp4 mpeg mpg ogv ts vtt webm wmv "  # video
    "aac aif flac m3u m4a mid mp3 oga ogg opus ram wav wma "  # audio
    "7z apk bz2 cab deb dmg exe gz iso jar msi pkg rar rpm tar tgz xz zip zst "  # archives
    "doc docx epub key mobi odp ods odt pdf pps ppt pptx rtf xls xlsx "  # documents
    "bin css csv dat eot ics js json map mjs otf swf torrent ttf vcf wasm woff woff2"
)
NO_PAGE_EXTENSIONS = frozenset(_EXTENSIONS.split())
"""Last parts of paths that are never an article. Feeds and sitemaps are left to their bytes."""

# ---------------------------------------------------------------- fetch: the request

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"

# ---------------------------------------------------------------- fetch: the first bytes

Kind = Literal[
    "html", "feed", "pdf", "image", "json", "xml", "video", "archive", "empty", "binary", "text"
]

MAGIC = re.compile(
    rb"""
      (?P<pdf>     [\s\xef\xbb\xbf]*%PDF- )
    | (?P<image>   \x89PNG\r\n\x1a\n | GIF8[79]a | \xff\xd8\xff | BM.{4}\0{4} | II\*\0 | MM\0\*
                 | \0\0[\x01\x02]\0 | \xff\x0a | RIFF.{4}WEBP | 8BPS
                 | .{4}ftyp(?:avi[fs]|hei|hev|mif1|msf1) )
    | (?P<video>   .{4}ftyp | \x1a\x45\xdf\xa3 | OggS\0 | ID3[\x02-\x04] | FLV\x01 | fLaC
                 | \xff[\xf2\xf3\xfb] | RIFF.{4}(?:AVI\x20|WAVE) | \#EXTM3U | \0\0\x01[\xb3\xba] )
    | (?P<archive> PK[\x03\x05\x07][\x04\x06\x08] | \x1f\x8b\x08 | Rar!\x1a\x07 | 7z\xbc\xaf\x27\x1c
                 | BZh[1-9]1AY | \xfd7zXZ\0 | \x28\xb5\x2f\xfd )
    | (?P<binary>  \xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 | wOF[F2] | \0asm | \x7fELF | MZ\x90\0
                 | \0\x01\0\0\0 | \xca\xfe\xba\xbe | SQLite\ format\ 3 )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Audio counts as video, since neither is read; office files are archives or binary."""

JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[{\"\[]|\]\s*\Z)")
JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')

FEED_ROOTS = frozenset({"rss", "feed", "urlset", "sitemapindex"})
RSS_1_NAMESPACE = "purl.org/rss/1.0"

HTML_TYPES = ("text/html", "application/xhtml")
OTHER_TEXT_TYPES = ("text/plain", "text/css", "text/csv", "text/javascript", "text/markdown",
                     "application/javascript", "application/x-javascript")  # fmt: skip

# ---------------------------------------------------------------- extract: pages of any source

BINARY_STARTS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
)
"""Never decoded: `newsreel extract` is given files that fetch has not seen."""

FEED_START = regex.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+"  # possessive: nothing is read in two ways
    r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|opml)[\s>]",
    regex.IGNORECASE | regex.DOTALL,
)
JSON_FEED_VERSION = "https://jsonfeed.org/version/"
