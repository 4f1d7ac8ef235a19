"""The operator's rules: what they filter, how hosts are found, how a wrong file is explained."""

from pathlib import Path

import pytest

from schemas.outcomes import Reason
from schemas.url import parse_url
from services.content_types import NO_PAGE_EXTENSIONS
from services.policy.rules import NO_RULES, HostRule, Rules
from services.policy.rules_file import BadRules, read_rules

EXAMPLE = Path(__file__).parents[2] / "deploy" / "rules.example.toml"


def rules(**keys: object) -> Rules:
    return Rules.model_validate(keys)


def reason(subject: Rules, url: str) -> Reason | None:
    refused = subject.check(parse_url(url))
    return refused.reason if refused else None


BLOCKED = [
    ("https://ads.example/a", True),
    ("https://www.ads.example/a", True),
    ("https://a.b.ads.example./a", True),
    ("https://badads.example/a", False),
    ("https://example/ads.example", False),
    ("https://bücher.example/", True),
    ("https://10.0.0.1/", True),
    ("https://10.0.0.11/", False),
    ("https://[2001:db8::1]/", True),
]


@pytest.mark.parametrize(("url", "blocked"), BLOCKED)
def test_a_blocked_host_takes_its_subdomains_along(url: str, blocked: bool) -> None:
    hosts = ["*.ads.example", "Bücher.example.", "10.0.0.1", "2001:DB8::1"]
    assert reason(rules(blocked_hosts=hosts), url) == (Reason.HOST_BLOCKED if blocked else None)


PATHS = [
    ("/a.jpg", True),
    ("/a.JPG?w=100", True),
    ("/a/b.tar.gz", True),
    ("/story.pdf#page=2", True),
    ("/jpg", False),
    ("/a.jpg/", False),
    ("/a.jpg.html", False),
    ("/a?file=b.jpg", False),
    ("/a.html", False),
    ("/a.php", False),
    ("/feed.xml", False),
    ("/version-2.0", False),
    ("/", False),
    ("/a/b/a/b/a", True),
    ("/a/a/a", True),
    ("/a/b/a/b", False),
    ("/a//b//c//d", False),
    ("/2011/11/11/11/x", False),
    ("/2011/2011/2011/x", True),
]


@pytest.mark.parametrize(("path", "filtered"), PATHS)
def test_a_path_that_is_no_article_is_filtered_by_default(path: str, filtered: bool) -> None:
    url = f"https://a.example{path}"
    assert reason(NO_RULES, url) == (Reason.FILTERED if filtered else None)


PATTERNS = [
    ("https://a.example/tag/x", "blocked pattern /tag/"),
    ("https://a.example/x?print=1", r"blocked pattern [?&]print=\d"),
    ("https://b.example/x", "blocked pattern ^https://b"),
    ("https://a.example/x", None),
]


@pytest.mark.parametrize(("url", "detail"), PATTERNS)
def test_a_pattern_is_searched_in_the_whole_url_and_named(url: str, detail: str | None) -> None:
    subject = rules(blocked_patterns=["/tag/", r"[?&]print=\d", "^https://b"])
    refused = subject.check(parse_url(url))
    assert (refused.detail if refused else None) == detail


def test_a_list_of_extensions_replaces_or_extends_the_built_in_one() -> None:
    assert reason(rules(blocked_extensions=[".Foo"]), "https://a.example/x.foo") is Reason.FILTERED
    assert reason(rules(blocked_extensions=["foo"]), "https://a.example/x.jpg") is None
    more = rules(more_blocked_extensions=["foo"])
    assert reason(more, "https://a.example/x.foo") is Reason.FILTERED
    assert reason(more, "https://a.example/x.jpg") is Reason.FILTERED


def test_pages_and_feeds_are_not_among_the_built_in_extensions() -> None:
    assert not NO_PAGE_EXTENSIONS & {
        "html",
        "htm",
        "php",
        "asp",
        "aspx",
        "jsp",
        "xml",
        "rss",
        "shtml",
        "cms",
    }


def test_the_operator_may_shorten_the_longest_url() -> None:
    assert reason(rules(url_max_chars=30), "https://a.example/" + "x" * 12) is None
    assert reason(rules(url_max_chars=30), "https://a.example/" + "x" * 13) is Reason.FILTERED


def test_the_closest_rule_of_a_host_wins_key_by_key() -> None:
    subject = rules(
        hosts={
            "example.com": {"delay_seconds": 5, "concurrency": 2},
            "news.example.com": {"delay_seconds": 1},
        }
    )
    assert subject.for_host("news.example.com") == HostRule(delay_seconds=1, concurrency=2)
    assert subject.for_host("a.news.example.com").delay_seconds == 1
    assert subject.for_host("www.example.com").delay_seconds == 5
    assert subject.for_host("badexample.com") == HostRule()


def test_settings_above_the_site_do_not_count() -> None:
    subject = rules(hosts={"co.uk": {"verify_tls": False}, "intra": {"delay_seconds": 7}})
    assert subject.for_host("a.co.uk").verify_tls is None
    assert subject.for_host("wiki.intra").delay_seconds == 7  # no suffix that is known


def test_a_host_of_the_rules_may_be_written_in_any_script() -> None:
    subject = rules(hosts={"Bücher.example": {"delay_seconds": 9}})
    assert subject.for_host("xn--bcher-kva.example").delay_seconds == 9


def test_the_example_file_is_valid_and_uses_every_key() -> None:
    text = EXAMPLE.read_text("utf-8")
    assert read_rules(EXAMPLE).for_host("www.example.org").group_by == "site"
    for key in [*Rules.model_fields, *HostRule.model_fields]:
        assert key in text, f"{key} is not explained in the example"


WRONG = [
    ("blocked_host = []", 1, "blocked_host", "did you mean `blocked_hosts`?"),
    ("bans = []", 1, "bans", "no such key; there are: blocked_hosts, "),
    ("\n\nurl_max_chars = '10'", 3, "url_max_chars", "integer"),
    ("url_max_chars = 5000", 1, "url_max_chars", "2048"),
    ("segment_repeats_max = 0", 1, "segment_repeats_max", "greater"),
    ("blocked_patterns = [\n  'a',\n  '(',\n]", 3, "blocked_patterns.1", "not a regular"),
    ("blocked_hosts = [\n  'a.b',\n  'a b',\n]", 3, "blocked_hosts.1", "not a host name"),
    ("blocked_hosts = ['a.example/x']", 1, "blocked_hosts.0", "not a host name"),
    ("blocked_hosts = ['a.example:80']", 1, "blocked_hosts.0", "not a host name"),
    ("blocked_hosts = [\n7]", 2, "blocked_hosts.0", "string"),
    ("blocked_extensions = ['tar.gz']", 1, "blocked_extensions.0", "not a file extension"),
    ("[hosts.'a.b']\ndelay_seconds=1\n[hosts.'c.d']\ndelay_seconds=-1", 4,
     "hosts.c.d.delay_seconds", "greater"),
    ("[hosts.'a.b']\ndelay_seconds = 1\n\ndelay = 1", 4, "hosts.a.b.delay",
     "there are: delay_seconds, "),
    ("[hosts.'a.b']\ngroup_by = 'page'", 2, "hosts.a.b.group_by", "'host' or 'site'"),
    ("[hosts.'a.b']\nverify_tls = 'no'", 2, "hosts.a.b.verify_tls", "boolean"),
    ("[hosts.'a.b']\nconcurrency = 0", 2, "hosts.a.b.concurrency", "greater"),
    ("[hosts.'a.b']\ndelay_seconds = inf", 2, "hosts.a.b.delay_seconds", "finite"),
    ('[hosts."a.b"]\nuser_agent = "a\\nb"', 2, "hosts.a.b.user_agent", "pattern"),
    ("# hosts\n[hosts.'a b']\n", 2, "hosts.a b", "not a host name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "fault"), WRONG)
def test_a_wrong_file_is_refused_with_line_key_and_fault(
    tmp_path: Path, text: str, line: int, key: str, fault: str
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadRules) as wrong:
        read_rules(path)
    message = str(wrong.value)
    assert message.startswith(f"NEWSREEL_RULES_FILE: {path}:{line}: key `{key}`: ")
    assert fault in message


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("blocked_hosts = [\n  'a'\n  'b'\n]", "utf-8")
    with pytest.raises(BadRules, match="line 3"):
        read_rules(path)


def test_the_mark_with_which_some_editors_begin_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b'\xef\xbb\xbfblocked_hosts = ["a.example"]\r\n')
    assert read_rules(path).blocked_hosts


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b"# \xff")
    with pytest.raises(BadRules, match="not UTF-8 at byte 2"):
        read_rules(path)


def test_a_missing_file_is_refused_and_not_taken_for_no_rules(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="No such file"):
        read_rules(tmp_path / "nothing.toml")
