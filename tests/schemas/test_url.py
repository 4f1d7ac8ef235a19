"""One URL, one spelling: what is normalised, what is refused, and that nothing else happens."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.outcomes import Reason
from schemas.url import BadUrl, host_of, normalise_url, parse_url, variant_of
from schemas.url.hosts import host_in, is_within, site_of
from schemas.url.normal_form import tracking_parameters

NORMALISED = [
    ("HTTP://Example.COM", "http://example.com/"),
    ("  https://example.com/a\n", "https://example.com/a"),
    ("https://example.com/a\tb\nc", "https://example.com/abc"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https:\\\\example.com\\a", "https://example.com/a"),
    ("https:example.com/a", "https://example.com/a"),
    ("http://example.com:80/a", "http://example.com/a"),
    ("https://example.com:443/a", "https://example.com/a"),
    ("https://example.com:80/a", "https://example.com:80/a"),
    ("http://example.com:/a", "http://example.com/a"),
    ("http://example.com:08080/a", "http://example.com:8080/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("https://example.com.:8443/a", "https://example.com:8443/a"),
    ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
    ("https://日本語。example/", "https://xn--wgv71a119e.example/"),
    ("https://خبر.example/", "https://xn--ngblk.example/"),
    ("https://ex%61mple.com/", "https://example.com/"),
    ("http://127.1/", "http://127.0.0.1/"),
    ("http://0x7f.1./", "http://127.0.0.1/"),
    ("http://2130706433/", "http://127.0.0.1/"),
    ("http://[::FFFF:A00:1]:81/", "http://[::ffff:a00:1]:81/"),
    ("https://example.com/a/./b/../c", "https://example.com/a/c"),
    ("https://example.com/a/%2e%2E/c", "https://example.com/c"),
    ("https://example.com/../../a", "https://example.com/a"),
    ("https://example.com//a", "https://example.com//a"),
    ("https://example.com/%d8%a7%7ea", "https://example.com/%D8%A7~a"),
    ("https://example.com/ا", "https://example.com/%D8%A7"),
    ("https://example.com/a%2fb%3f", "https://example.com/a%2Fb%3F"),
    ("https://example.com/%%37e/%2%65/%zz", "https://example.com/%%37e/%2%65/%zz"),
    ("https://example.com/a?", "https://example.com/a"),
    ("https://example.com/a?&", "https://example.com/a"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
    ("https://example.com/a?b=2&a=3&a=1&a=3", "https://example.com/a?a=3&a=1&a=3&b=2"),
    ("https://example.com/a?c&b=&a=1", "https://example.com/a?a=1&b=&c"),
    ("https://example.com/?news&2", "https://example.com/?news&2"),
    ("https://example.com/?news&2&utm_source=x", "https://example.com/?news&2"),
    ("https://example.com/a?q=a+b%20c;d", "https://example.com/a?q=a+b%20c;d"),
    ("https://example.com/a?u=http://x/?y=1", "https://example.com/a?u=http://x/?y=1"),
    ("https://example.com/a#part", "https://example.com/a"),
    ("https://example.com/a#:~:text=word", "https://example.com/a"),
    ("https://example.com/#!/story/5", "https://example.com/#!/story/5"),
    ("https://example.com/#!", "https://example.com/"),
    ("https://example.com/a?utm_source=x#!b", "https://example.com/a#!b"),
    ("https://example.com/a;jsessionid=0A1B?x=1", "https://example.com/a?x=1"),
    ("https://example.com/a/.;JSESSIONID=0A1B/b", "https://example.com/a/b"),
    ("https://example.com/a;v=2", "https://example.com/a;v=2"),
    (
        "https://example.com/(S(lit3py55t21z5v55vlm25s55))/a.aspx?x=1",
        "https://example.com/a.aspx?x=1",
    ),
    ("https://example.com/(s)/a", "https://example.com/(s)/a"),
    ("https://:@example.com/", "https://example.com/"),
]


@pytest.mark.parametrize(("text", "wanted"), NORMALISED)
def test_a_url_has_one_normal_form(text: str, wanted: str) -> None:
    assert normalise_url(text) == wanted
    assert normalise_url(wanted) == wanted


REFUSED = [
    ("", Reason.BAD_URL),
    (" ", Reason.BAD_URL),
    ("example.com/a", Reason.BAD_URL),
    ("//example.com/a", Reason.BAD_URL),
    ("/a", Reason.BAD_URL),
    ("http://", Reason.BAD_URL),
    ("https://?a", Reason.BAD_URL),
    ("http://.", Reason.BAD_URL),
    ("http://%2e/", Reason.BAD_URL),
    ("http://a..b/", Reason.BAD_URL),
    ("http://.a/", Reason.BAD_URL),
    ("http://a.b../", Reason.BAD_URL),
    ("http://1.2.3.4../", Reason.BAD_URL),
    ("http://1.2.3.256/", Reason.BAD_URL),
    ("http://[::1/", Reason.BAD_URL),
    ("http://[fe80::1%25eth0]/", Reason.BAD_URL),
    ("http://a b/", Reason.BAD_URL),
    ("http://a\x00b/", Reason.BAD_URL),
    ("http://a;b/", Reason.BAD_URL),
    ("http:;jsessionid=/", Reason.BAD_URL),
    ("http://xn--a/", Reason.BAD_URL),
    ("http://example.com:65536/", Reason.BAD_URL),
    ("http://example.com:-1/", Reason.BAD_URL),
    ("http://example.com:http/", Reason.BAD_URL),
    ("http://" + "a" * 64 + ".com/", Reason.BAD_URL),
    ("http://" + "a." * 130 + "com/", Reason.BAD_URL),
    ("http://user@example.com/", Reason.BAD_URL),
    ("http://user:word@example.com/", Reason.BAD_URL),
    ("http://:word@example.com/", Reason.BAD_URL),
    ("http://example.com/\ud800", Reason.BAD_URL),
    ("http://example.com/" + "a" * 2030, Reason.BAD_URL),
    ("http://example.com/" + "خ" * 400, Reason.BAD_URL),
    ("http://example.com/?utm_source=" + "a" * 100_000, Reason.BAD_URL),
    ("file:///etc/passwd", Reason.BAD_SCHEME),
    ("gopher://example.com/", Reason.BAD_SCHEME),
    ("ftp://example.com/", Reason.BAD_SCHEME),
    ("ftp://user@example.com/", Reason.BAD_SCHEME),
    ("dict://example.com/", Reason.BAD_SCHEME),
    ("data:text/html,x", Reason.BAD_SCHEME),
    ("javascript:alert(1)", Reason.BAD_SCHEME),
    ("mailto:a@example.com", Reason.BAD_SCHEME),
    ("ws://example.com/", Reason.BAD_SCHEME),
    ("view-source:http://example.com/", Reason.BAD_SCHEME),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_url_that_cannot_be_fetched_is_refused_with_its_reason(text: str, reason: Reason) -> None:
    with pytest.raises(BadUrl) as refused:
        parse_url(text)
    assert refused.value.reason is reason
    assert refused.value.detail
    assert "\n" not in refused.value.detail


def test_the_longest_url_that_is_allowed_passes() -> None:
    longest = "http://example.com/" + "a" * (2048 - 19)
    assert normalise_url(longest) == longest


def test_a_url_knows_its_parts() -> None:
    url = parse_url("https://www.Example.co.uk:8443/a/b?c=1#!d")
    assert (url.scheme, url.host, url.port, url.site) == (
        "https", "www.example.co.uk", 8443, "example.co.uk",
    )  # fmt: skip
    assert url.origin == "https://www.example.co.uk:8443"
    assert (url.target, url.path, url.query) == ("/a/b?c=1", "/a/b", "c=1")


def test_a_url_without_port_has_its_schemes() -> None:
    assert [parse_url(f"{scheme}://a.com").port for scheme in ("http", "https")] == [80, 443]


def test_an_ipv6_host_stands_without_its_brackets() -> None:
    url = parse_url("http://[2001:DB8::1]/a")
    assert (url.host, url.site, url.origin) == (
        "2001:db8::1",
        "2001:db8::1",
        "http://[2001:db8::1]",
    )


def test_the_host_of_a_url_is_in_punycode() -> None:
    assert host_of("https://WWW.Bücher.example./a") == "www.xn--bcher-kva.example"


SITES = [
    ("www.example.com", "example.com"),
    ("news.bbc.co.uk", "bbc.co.uk"),
    ("a.b.github.io", "b.github.io"),
    ("github.io", "github.io"),
    ("co.uk", "co.uk"),
    ("www.example.gov.ir", "example.gov.ir"),
    ("www.xn--fiqs8s", "www.xn--fiqs8s"),
    ("a.b.xn--fiqs8s", "b.xn--fiqs8s"),
    ("localhost", "localhost"),
    ("a.b.unknown-top-level", "a.b.unknown-top-level"),
    ("127.0.0.1", "127.0.0.1"),
    ("::1", "::1"),
]


@pytest.mark.parametrize(("host", "site"), SITES)
def test_the_site_is_the_registrable_domain_or_the_host_itself(host: str, site: str) -> None:
    assert site_of(host) == site


TRACKING = [
    *("utm_source", "utm_anything", "UTM_Medium", "utm%5Fterm", "fbclid", "gclid", "mc_cid"),
    *("mc_eid", "ga_source", "_ga", "_gl", "PHPSESSID", "jsessionid", "ASPSESSIONIDABC"),
    *("msclkid", "yclid", "igshid", "_hsenc", "mkt_tok", "srsltid"),
    *("mibextid", "share_token", "gaa_sig", "elqTrackId", "taboola_campaign", "s_kwcid", "awc"),
]


@pytest.mark.parametrize("name", TRACKING)
def test_a_tracking_parameter_is_dropped_and_its_neighbours_stay(name: str) -> None:
    url = normalise_url(f"https://example.com/a?x=1&{name}=abc&id=5")
    assert url == "https://example.com/a?id=5&x=1"
    assert normalise_url(f"https://example.com/a?{name}") == "https://example.com/a"


ARTICLE_PARAMETERS = [
    *("id", "sid", "p", "s", "page", "ref", "source", "from", "q", "article", "story", "lang"),
    *("utm", "mc", "ga", "fb", "gclidx"),
]


@pytest.mark.parametrize("name", ARTICLE_PARAMETERS)
def test_a_parameter_that_may_name_the_article_stays(name: str) -> None:
    assert normalise_url(f"https://example.com/?{name}=1") == f"https://example.com/?{name}=1"


@pytest.mark.parametrize("value", ["0a1b2c3d4e5f60718293a4b5c6d7e8f9", "q7k2m9"])
def test_a_session_is_told_from_a_story_by_its_length(value: str) -> None:
    kept = "" if len(value) > 26 else f"?sid={value}"
    assert normalise_url(f"https://example.com/a?sid={value}") == f"https://example.com/a{kept}"


def test_the_file_of_tracking_parameters_is_tidy() -> None:
    names, prefixes = tracking_parameters()
    every = [*names, *prefixes]
    assert all(
        name == name.lower().strip() and "*" not in name and " " not in name for name in every
    )
    assert all(len(prefix) >= 3 for prefix in prefixes), "a short prefix would eat honest names"
    assert not [name for name in names if name.startswith(prefixes)], "named twice"


VARIANTS = [
    ("https://amp.example.com/a", "amp"),
    ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a", "amp"),
    ("https://example.com/amp/a", "amp"),
    ("https://example.com/a/amp", "amp"),
    ("https://example.com/a/amp/", "amp"),
    ("https://example.com/a.amp.html", "amp"),
    ("https://example.com/a.amp", "amp"),
    ("https://example.com/a?amp", "amp"),
    ("https://example.com/a?amp=1&b=2", "amp"),
    ("https://example.com/a?outputType=amp", "amp"),
    ("https://m.example.com/a", "mobile"),
    ("https://mobile.example.co.uk/a", "mobile"),
    ("https://example.com/a", None),
    ("https://m.com/a", None),
    ("https://amp.com/a", None),
    ("https://example.com/camp/ampere", None),
    ("https://example.com/a?lamp=1", None),
    ("https://example.com/amplifier", None),
]


@pytest.mark.parametrize(("text", "variant"), VARIANTS)
def test_an_amp_or_mobile_edition_is_noted_and_not_rewritten(
    text: str, variant: str | None
) -> None:
    url = parse_url(text)
    assert variant_of(url) == variant
    assert url.href == text


PIECES = st.sampled_from(
    [
        *("http://", "https://", "//", "/", "\\", ".", "..", "%2e", "%2E", "%25", "%", "%%", "3"),
        *("7e", "%d8%a7", ";", ";jsessionid=", ";phpsessid=1", "?", "&", "=", "#", "#!", "@", ":"),
        *(":80", "[::1]", "127.1", "0x", "1", "a", "A", "b.com", "xn--", "utm_", "utm_x=1"),
        *("fbclid", "ü", "日", "\u200c", "\ud800", "\x00", "\t", ""),
    ]
)
URL_LIKE = st.lists(PIECES, max_size=14).map(lambda parts: "http://a.com/" + "".join(parts))
HOSTILE = st.lists(PIECES, max_size=14).map("".join)


@given(st.one_of(st.text(), HOSTILE, HOSTILE.map("http://".__add__), URL_LIKE))
@example("http://a.com/.;jsessionid=/")
@example("http://a.com/%%37e%2%65")
@example("http://0x7f.1.")
@settings(max_examples=1500)
def test_any_text_is_a_stable_url_or_refused(text: str) -> None:
    try:
        url = parse_url(text)
    except BadUrl:
        return
    assert parse_url(url.href) == url
    assert url.href.isascii()
    assert url.href.startswith((f"{url.scheme}://", url.origin))
    assert url.host == url.host.lower()
    assert url.host.endswith(url.site)
    assert len(url.href) <= 2048


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://WWW.a.example/x", "www.a.example"),
        ("http://[::1", ""),
        ("http://]", ""),
        ("no url", ""),
        ("", ""),
        (None, ""),
        (7, ""),
        (["https://a.example/"], ""),
    ],
)
def test_the_host_that_a_text_seems_to_name_is_told_without_an_error(
    text: object, host: str
) -> None:
    assert host_in(text) == host


def test_a_host_is_within_itself_and_the_names_above_it_only() -> None:
    assert is_within("paper.test", "paper.test")
    assert is_within("news.paper.test", "paper.test")
    assert not is_within("newspaper.test", "paper.test")
    assert not is_within("paper.test", "news.paper.test")
