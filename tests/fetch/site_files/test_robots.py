"""robots.txt: RFC 9309's rules and Google's published ones, in table form."""

import gzip
import math
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas.url import parse_url
from services.fetch.http.user_agent import product_token
from services.fetch.site_files.robots import (
    ROBOTS_MAX_BYTES,
    RobotsRules,
    parse_robots,
    robots_url,
)

AGENT = "Newsreel/0.1 (+https://example.org/bot; mailto:bot@example.org)"


def allowed(rules: RobotsRules, target: str, agent: str = AGENT) -> bool:
    return rules.permission(parse_url("https://example.com" + target), agent) == "allowed"


CASES = tomllib.loads(Path(__file__).with_name("robots_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_robots_txt_is_read_as_the_rule_says(case: dict[str, Any]) -> None:
    rules = parse_robots(200, case["text"].encode())
    assert [target for target in case["allowed"] if not allowed(rules, target)] == []
    assert [target for target in case["denied"] if allowed(rules, target)] == []


def test_an_overlong_rule_is_ignored_and_the_next_counts() -> None:
    rules = parse_robots(200, b"User-agent: *\nDisallow: /" + b"a*" * 3000 + b"\nDisallow: /b")
    assert [allowed(rules, target) for target in ("/aaaa", "/b")] == [True, False]


STATUSES = [
    (200, "denied"),
    (206, "denied"),
    (204, "denied"),
    (301, "allowed"),
    (304, "allowed"),
    (400, "allowed"),
    (401, "allowed"),
    (403, "allowed"),
    (404, "allowed"),
    (410, "allowed"),
    (451, "allowed"),
    (429, "unreachable"),
    (500, "unreachable"),
    (503, "unreachable"),
    (999, "unreachable"),
    (100, "unreachable"),
    (None, "unreachable"),
]


@pytest.mark.parametrize(("status", "permission"), STATUSES)
def test_the_status_of_robots_txt_decides_what_its_body_means(
    status: int | None, permission: str
) -> None:
    rules = parse_robots(status, b"User-agent: *\nDisallow: /")
    assert rules.permission(parse_url("https://example.com/a"), AGENT) == permission


def test_robots_txt_is_kept_six_hours_and_an_error_one() -> None:
    kept = {status: parse_robots(status).keep_seconds for status in (200, 404, 503, None)}
    assert kept == {200: 21_600, 404: 21_600, 503: 3_600, None: 3_600}


DELAYS = [
    ("User-agent: *\nCrawl-delay: 10", 10),
    ("User-agent: *\nCrawl-delay: 0.5", 0.5),
    ("User-agent: *\nCrawl-delay: 100000", 100_000),
    ("User-agent: *\nCrawl-delay: 5\nUser-agent: newsreel\nCrawl-delay: 2", 2),
    ("User-agent: *\nCrawl-delay: 5\nUser-agent: newsreel\nDisallow: /a", None),
    ("User-agent: x\nCrawl-delay: 5", None),
    ("User-agent: *\nRequest-rate: 1/30", 30),
    ("User-agent: *\nRequest-rate: 2/1m\nCrawl-delay: 4", 30),
    ("User-agent: *\nRequest-rate: 1/" + "9" * 4000, math.inf),
    ("User-agent: *\nRequest-rate: 1/" + "9" * 5000, None),
    ("User-agent: *\nRequest-rate: " + "9" * 4000 + "/1", None),
    ("User-agent: *\nCrawl-delay: 10s", 10),
    ("User-agent: *\nCrawl-delay: 5 seconds # please", 5),
    ("User-agent: *\nCrawl-delay: 10;", 10),
    ("User-agent: *\nCrawl-delay: 7,5", 7),
    ('User-agent: *\nCrawl-delay: "10"', 10),
    ("User-agent: *\nCrawl-delay: .5", 0.5),
    ("User-agent: *\nCrawl-delay: 2 minutes", None),
    ("User-agent: *\nCrawl_delay: 4", 4),
    ("User_agent: *\nCrawldelay: 4 sec", 4),
    ("User-agent: *\nRequest_rate: 1/10s", 10),
    ("User-agent: *\nCrawl-delay: 0", None),
    ("User-agent: *\nCrawl-delay: -3", None),
    ("User-agent: *\nCrawl-delay: inf", None),
    ("User-agent: *\nCrawl-delay: often", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "seconds"), DELAYS)
def test_a_crawl_delay_is_read_for_our_agent(text: str, seconds: float | None) -> None:
    assert parse_robots(200, text.encode()).crawl_delay_seconds(AGENT) == seconds


def test_a_host_out_of_reach_asks_for_no_delay() -> None:
    assert parse_robots(503, b"User-agent: *\nCrawl-delay: 9").crawl_delay_seconds(AGENT) is None


AGENTS = [
    (AGENT, "newsreel"),
    ("Newsreel", "newsreel"),
    ("my-Reader_x/2 (a)", "my-reader_x"),
    ("Mozilla/5.0 (compatible; Newsreel/0.1; +https://example.org)", "newsreel"),
    ("", ""),
    ("2000bot", ""),
]


@pytest.mark.parametrize(("agent", "token"), AGENTS)
def test_the_product_token_is_the_name_in_the_user_agent(agent: str, token: str) -> None:
    assert product_token(agent) == token


def test_a_nameless_agent_obeys_the_rules_for_everyone() -> None:
    assert not allowed(parse_robots(200, b"User-agent: *\nDisallow: /"), "/a", "2000bot")


def test_two_agents_may_ask_the_same_file() -> None:
    rules = parse_robots(200, b"User-agent: one\nDisallow: /a\nUser-agent: two\nDisallow: /b")
    assert [allowed(rules, "/a", agent) for agent in ("One/1", "Two/2")] == [False, True]


def test_latin_1_bytes_match_their_escapes() -> None:
    assert not allowed(parse_robots(200, b"User-agent: *\nDisallow: /caf\xe9"), "/caf%E9")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf_16_file_is_read_with_its_mark_or_without(encoding: str) -> None:
    assert not allowed(parse_robots(200, "User-agent: *\nDisallow: /a".encode(encoding)), "/a")


def test_a_file_that_lies_packed_on_its_server_is_read() -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /a\n" + b"#\n" * ROBOTS_MAX_BYTES)
    rules = parse_robots(200, packed)
    assert not allowed(rules, "/a")
    assert len(rules.body) <= ROBOTS_MAX_BYTES
    assert allowed(parse_robots(200, packed[:2] + b"Disallow: /a"), "/a")


UNSEEN = {
    "right-to-left mark": "\u200fUser-agent: *\n\u200fDisallow: /a",
    "embedding": "\u202bUser-agent: *\u202c\n\u202bDisallow: /a\u202c",
    "word joiner": "\u2060User-agent: *\nDisallow: \u2060/a",
    "ideographic space": "User-agent:\u3000*\nDisallow:\u3000/a\u3000",
    "colon of full width": "User-agent：*\nDisallow： /a",
    "space before a comment": "User-agent: *\nDisallow: /a\u3000# members",
    "space at the end": "User-agent: *\u00a0\nDisallow: /a\u00a0 \u200b\n",
}


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_beside_a_line_is_not_part_of_it(text: str) -> None:
    rules = parse_robots(200, text.encode())
    assert not allowed(rules, "/a/b")
    assert allowed(rules, "/b")


def long_file(padding: int) -> bytes:
    head = b"User-agent: *\nDisallow: /kept\n"
    return head + b"#" * (padding - len(head) - 1) + b"\n"


def test_the_first_500_kib_are_read() -> None:
    file = long_file(ROBOTS_MAX_BYTES - 15) + b"Disallow: /last"
    assert len(file) == ROBOTS_MAX_BYTES
    assert not allowed(parse_robots(200, file), "/last")


def test_a_line_cut_at_the_limit_is_ignored() -> None:
    rules = parse_robots(200, long_file(ROBOTS_MAX_BYTES - 13) + b"Disallow: /last\n")
    assert len(rules.body) <= ROBOTS_MAX_BYTES
    assert allowed(rules, "/last"), "`Disallow: /l` would deny more than the site asked"
    assert not allowed(rules, "/kept")


def test_one_line_without_end_allows_all() -> None:
    assert allowed(parse_robots(200, b"User-agent: *" + b" " * 600_000), "/a")


def test_rules_survive_the_store() -> None:
    first = parse_robots(200, long_file(ROBOTS_MAX_BYTES - 13) + b"Disallow: /last\n")
    again = parse_robots(first.status, first.body)
    assert (again.status, again.body) == (first.status, first.body)
    assert [allowed(again, target) for target in ("/kept", "/last")] == [False, True]


def test_a_refused_file_is_not_kept_in_memory() -> None:
    assert parse_robots(404, b"x" * 1000).body == b""


HUGE = {
    "prefixes": b"".join(b"Disallow: /x%d\n" % number for number in range(40_000)),
    "stars": b"Disallow: *z\n" * 39_000,
    "one line": b"Disallow: /" + b"*a" * 250_000,
    "bytes": b"Disallow: /" + b"\xff" * 500_000,
    "agents": b"User-agent: x\nDisallow: /\n" * 20_000,
    "blank": b"\n" * 510_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_robots_txt_costs_seconds_at_most_and_is_marked_heavy(kind: str) -> None:
    rules = parse_robots(200, b"User-agent: *\nAllow: /\n" + HUGE[kind])
    started = time.process_time()
    assert allowed(rules, "/" + "a" * 2000)
    assert time.process_time() - started < 5
    assert rules.heavy


def test_robots_txt_lies_at_the_root_of_scheme_host_and_port() -> None:
    assert robots_url(parse_url("http://a.example:8080/x?y")) == "http://a.example:8080/robots.txt"
