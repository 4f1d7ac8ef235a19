"""What publishers say about machines, in headers, meta and the site's TDMRep file."""

import time
from datetime import UTC, datetime

import orjson
import pytest

from schemas.events import Rights
from schemas.url import parse_url
from services.fetch.rights.head import meta_rights
from services.fetch.rights.headers import header_rights
from services.fetch.rights.statements import combine
from services.fetch.site_files.tdmrep import TDMREP_MAX_BYTES, parse_tdmrep

AGENT = "newsreel/0.1 (+https://example.org)"
POLICY = "https://example.org/policy"

HEADERS: list[tuple[list[str], set[str]]] = [
    (["noindex"], {"noindex"}),
    (["NOINDEX, NoArchive"], {"noindex", "noarchive"}),
    (["none"], {"noindex"}),
    (["all"], set()),
    (["index, follow"], set()),
    (["nofollow, nosnippet"], set()),
    (["nocache"], {"noarchive"}),
    (["noai, noimageai"], {"noai"}),
    (["noimageai"], {"noai"}),
    (["noarchive", "noai"], {"noarchive", "noai"}),
    (["index", "noindex"], {"noindex"}),
    (["otherbot: noindex"], set()),
    (["otherbot: noindex, noai"], set()),
    (["newsreel: noindex, noai"], {"noindex", "noai"}),
    (["Newsreel: noindex"], {"noindex"}),
    (["news: noindex"], set()),
    (["*: noindex"], {"noindex"}),
    (["noarchive, otherbot: noindex, newsreel: noai"], {"noarchive", "noai"}),
    (["otherbot: noindex", "noai"], {"noai"}),
    (["unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive"], {"noarchive"}),
    (["unavailable_after: Tue, 25 Jun 2030 15:00:00 GMT", "noai"], {"noai"}),
    (["max-snippet: 50, max-image-preview:large, noindex"], {"noindex"}),
    (["noindex noarchive"], {"noindex", "noarchive"}),
    (["noindexing, xnoai"], set()),
    (["max-image-preview: none"], set()),
    (["noai, max-image-preview : none, nofollow"], {"noai"}),
    (["otherbot: max-image-preview: none, noindex"], set()),
    (["noarchive; otherbot: noindex"], {"noarchive"}),
    (["otherbot/2.1 : noindex"], set()),
    (["max-snippet:, noindex"], {"noindex"}),
    (["unavailable_after:,noai"], {"noai"}),
    ([""], set()),
    ([":, :::,"], set()),
]


@pytest.mark.parametrize(("values", "wanted"), HEADERS)
def test_x_robots_tag_is_read_for_everyone_and_for_us(values: list[str], wanted: set[str]) -> None:
    rights = header_rights([("X-Robots-Tag", value) for value in values], AGENT)
    assert {name for name in ("noindex", "noarchive", "noai") if getattr(rights, name)} == wanted


TDM = [
    ("1", None, True, None),
    ("1", POLICY, True, POLICY),
    (" 1 ", POLICY, True, POLICY),
    ("'1'", None, True, None),
    ("0, 1", None, True, None),
    ("0, 0", None, False, None),
    ("0", None, False, None),
    ("0", POLICY, False, None),
    ("2", POLICY, None, None),
    ("yes", None, None, None),
    ("", None, None, None),
    (None, POLICY, None, None),
    ("1", "/policy", True, None),
    ("1", "javascript:alert(1)", True, None),
]


@pytest.mark.parametrize(("reservation", "policy", "reserved", "url"), TDM)
def test_tdmrep_is_read_from_headers_and_meta_alike(
    reservation: str | None, policy: str | None, reserved: bool | None, url: str | None
) -> None:
    stated = [("TDM-Reservation", reservation), ("tdm-policy", policy)]
    headers = [(name, value) for name, value in stated if value is not None]
    page = "".join(f'<meta name="{name}" content="{value}">' for name, value in headers).encode()
    for rights in (header_rights(headers, AGENT), meta_rights(page, AGENT)):
        assert (rights.tdm_reserved, rights.tdm_policy) == (reserved, url)


def test_of_two_headers_or_two_metas_the_stricter_counts() -> None:
    for values in (("1", "0"), ("0", "1")):
        rights = header_rights([("tdm-reservation", value) for value in values], AGENT)
        assert rights.tdm_reserved is True
        metas = "".join(f'<meta name="tdm-reservation" content="{value}">' for value in values)
        assert meta_rights(metas.encode(), AGENT).tdm_reserved is True


METAS = [
    ('<meta name="robots" content="noindex">', {"noindex"}),
    ("<META NAME=ROBOTS CONTENT=NOAI>", {"noai"}),
    ("<meta content='noai, noarchive' name='robots' />", {"noai", "noarchive"}),
    ('<meta\n name = "robots"\n content = "noindex"\n>', {"noindex"}),
    ('<meta name="robots" content="noindex&#44;noai">', {"noindex", "noai"}),
    ('<meta name="newsreel" content="noindex">', {"noindex"}),
    ('<meta name="otherbot" content="noindex">', set()),
    ('<meta name="robots" content="noai"><meta name="robots" content="index">', {"noai"}),
    ('<meta property="robots" content="noindex">', set()),
    ('<meta name="description" content="noindex">', set()),
    ('<meta name="robots">', set()),
    ('<metadata name="robots" content="noindex">', set()),
    ('<!-- <meta name="robots" content="noindex"> -->', set()),
    ('<script>x = \'<meta name="robots" content="noindex">\'</script>', set()),
    ('<noscript><meta name="robots" content="noindex"></noscript>', set()),
    ('<script>a</script><meta name="robots" content="noindex">', {"noindex"}),
    ('</head><meta name="robots" content="noindex">', set()),
    ('<body class=a><meta name="robots" content="noindex">', set()),
    ('<!-- <body> --><meta name="robots" content="noindex">', {"noindex"}),
    ('<meta name="robots" content="noindex"', {"noindex"}),
    ('<meta name="robots" name="x" content="noindex">', {"noindex"}),
    ('<meta name="robots" content="index, max-image-preview: none">', set()),
    ('<meta name="robots" content="noindex，noarchive">', {"noindex", "noarchive"}),
    ('<meta name="robots" content="nofollow、noindex">', {"noindex"}),
    ('<meta name="robots" content="noindex،nofollow">', {"noindex"}),
    ('<meta name="robots" content="noindex/nofollow">', {"noindex"}),
    ('<meta name="robots" content="noarchive|noai">', {"noarchive", "noai"}),
    ("<meta name=robots content=\"'noindex'\">", {"noindex"}),
    ('<meta http-equiv="X-Robots-Tag" content="otherbot: noindex, newsreel: noai">', {"noai"}),
    ("", set()),
]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_meta_is_read_in_whatever_unicode_the_page_is(encoding: str) -> None:
    page = '<html><meta name="robots" content="noai"><meta name="tdm-reservation" content="1">'
    rights = meta_rights(page.encode(encoding), AGENT)
    assert (rights.noai, rights.tdm_reserved) == (True, True)


@pytest.mark.parametrize(("page", "wanted"), METAS)
def test_meta_robots_is_read_from_the_head(page: str, wanted: set[str]) -> None:
    rights = meta_rights(page.encode(), AGENT)
    assert {name for name in ("noindex", "noarchive", "noai") if getattr(rights, name)} == wanted


def rules(*entries: object) -> bytes:
    return orjson.dumps(entries)


def entry(location: str, reservation: object = 1, policy: str | None = None) -> dict[str, object]:
    return {"location": location, "tdm-reservation": reservation, "tdm-policy": policy}


FILES: list[tuple[bytes, str, bool | None]] = [
    (rules(entry("/")), "/a", True),
    (rules(entry("/a/")), "/b", None),
    (rules(entry("/a", 0), entry("/")), "/a/b", False),
    (rules(entry("/a", 0), entry("/")), "/b", True),
    (rules(entry("/"), entry("/a", 0)), "/a", True),
    (rules(entry("/a/*.html$")), "/a/b/c.html", True),
    (rules(entry("/a/*.html$")), "/a/b.html?c", None),
    (rules(entry("/a$")), "/a", True),
    (rules(entry("/a$")), "/ab", None),
    (rules(entry("*")), "/a", True),
    (rules(entry("/a*b*c")), "/a1b2c3", True),
    (rules(entry("/a*b*c$")), "/abcb", None),
    (rules(entry("/a*ab$")), "/ab", None),
    (rules(entry("/اخبار/")), "/اخبار/1", True),
    (rules(entry("/%7eann")), "/~ann/1", True),
    (rules(entry("/A")), "/a", None),
    (rules(entry("a")), "/a", None),
    (rules(entry("/a", 7), entry("/")), "/a", None),
    (rules(entry("/", "1")), "/a", True),
    (rules(entry("/", True)), "/a", None),
    (rules("x", 7, None, {}, {"location": 7}, entry("/")), "/a", True),
    (orjson.dumps(entry("/")), "/a", True),
    (b"\xef\xbb\xbf" + rules(entry("/")), "/a", True),
    (b"<html>", "/a", None),
    (b"", "/a", None),
    (b"7", "/a", None),
    (b"[" * 100_000, "/a", None),
    (b'{"location": "/", "tdm-reservation": %s}' % (b"[" * 1000 + b"]" * 1000), "/a", None),
    (rules(entry("/")) + b" " * TDMREP_MAX_BYTES, "/a", None),
]


@pytest.mark.parametrize(("body", "path", "reserved"), FILES)
def test_the_sites_tdmrep_file_speaks_by_its_first_match(
    body: bytes, path: str, reserved: bool | None
) -> None:
    url = parse_url("https://example.com" + path)
    assert parse_tdmrep(200, body).rights_for(url).tdm_reserved is reserved


@pytest.mark.parametrize("status", [None, 301, 403, 404, 500])
def test_a_tdmrep_file_that_did_not_come_says_nothing(status: int | None) -> None:
    url = parse_url("https://example.com/a")
    assert parse_tdmrep(status, rules(entry("/"))).rights_for(url) == Rights()


def test_a_policy_beside_the_sites_file_is_kept() -> None:
    body = rules(entry("/", 1, "../tdm/policy.json"))
    found = parse_tdmrep(200, body, "https://example.org/.well-known/tdmrep.json")
    rights = found.rights_for(parse_url("https://example.org/a"))
    assert rights.tdm_policy == "https://example.org/tdm/policy.json"


def test_a_policy_of_the_sites_file_is_kept() -> None:
    url = parse_url("https://example.com/a")
    rights = parse_tdmrep(200, rules(entry("/", 1, POLICY))).rights_for(url)
    assert rights.tdm_policy == POLICY


def test_the_page_speaks_over_its_headers_and_these_over_the_site() -> None:
    site = Rights(tdm_reserved=True, tdm_policy=POLICY)
    header, page, silent = Rights(tdm_reserved=False), Rights(tdm_reserved=True), Rights()
    assert combine(site, header, page) == Rights(tdm_reserved=True)
    assert combine(site, header, silent) == Rights(tdm_reserved=False)
    assert combine(site, silent, silent) == site
    assert combine() == Rights()


def test_restrictions_add_up_wherever_they_stand() -> None:
    said = combine(
        Rights(robots="allowed", noindex=True),
        Rights(noai=True, free=False),
        Rights(noarchive=True),
    )
    assert said == Rights(robots="allowed", noindex=True, noai=True, noarchive=True, free=False)


SLOW = [
    b"<meta ",
    b'<meta name="',
    b"<!--",
    b"<script>",
    b"<script",
    b"<meta name=a ",
    b"<b",
    b"name=",
]


@pytest.mark.parametrize("piece", SLOW)
def test_no_page_takes_long_to_read_rights_from(piece: bytes) -> None:
    started = time.process_time()
    meta_rights(piece * (1_000_000 // len(piece)), AGENT)
    meta_rights(b"<meta " + piece.replace(b"<", b"") * 200_000, AGENT)
    assert time.process_time() - started < 0.5


def test_no_pattern_takes_long_to_match() -> None:
    subject = parse_tdmrep(200, rules(*[entry("/" + "a*" * 200 + "b$")] * 1000))
    url = parse_url("https://example.com/" + "a" * 2000)
    started = time.process_time()
    assert subject.rights_for(url) == Rights()
    assert time.process_time() - started < 1


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "noindex"),
    [
        ("unavailable_after: 2026-11-22", True),
        ("unavailable_after: 2026-11-24", False),
        ("unavailable_after: Sun, 22 Nov 2026 15:00:00 GMT, nofollow", True),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST", True),
        ("nofollow, Unavailable_After: 2026-11-23T13:00:00+02:00", True),
        ("unavailable_after: 2026-11-24, noindex", True),
        ("unavailable_after: some day", False),
        ("unavailable_after:", False),
    ],
)
def test_a_page_that_was_to_be_forgotten_by_now_is_noindex(rules: str, noindex: bool) -> None:
    page = f'<html><head><meta name="robots" content="{rules}"></head>'.encode()
    assert header_rights([("X-Robots-Tag", rules)], AGENT, NOW).noindex is noindex
    assert meta_rights(page, AGENT, NOW).noindex is noindex


def test_an_agents_own_end_date_is_not_ours() -> None:
    said = [("X-Robots-Tag", "otherbot: unavailable_after: 2010-01-01")]
    assert header_rights(said, AGENT, NOW) == Rights()
