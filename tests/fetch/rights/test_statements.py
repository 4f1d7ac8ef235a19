"""Each statement is written down with its value and where it stood; `obey` refuses by purpose."""

import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from schemas.events import Purpose, Rights
from schemas.outcomes import Reason
from schemas.url import parse_url
from services.fetch.rights.head import meta_rights
from services.fetch.rights.headers import header_rights
from services.fetch.rights.judge import RightsPolicy, judge
from services.fetch.rights.statements import STATEMENTS_MAX, VALUE_MAX_CHARS, combine
from services.fetch.site_files.robots import ROBOTS_MAX_BYTES, RobotsRules

AGENT = "newsreel/0.1 (+https://example.org)"
NOW = datetime(2026, 11, 30, tzinfo=UTC)
DATA = tomllib.loads(Path(__file__).with_name("statements.toml").read_text("utf-8"))
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


def rights_of(case: dict[str, Any]) -> Rights:
    url = parse_url("https://news.example" + case.get("target", "/news/a.html"))
    page = f"<!doctype html><html><head>{case.get('head', '')}</head><body></body></html>"
    return combine(
        RobotsRules(200, case.get("robots", "").encode()).rights_for(url, AGENT),
        header_rights(case.get("headers", []), AGENT, NOW, url.href),
        meta_rights(page.encode(), AGENT, NOW, url.href),
    )


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_a_statement_is_written_down_with_its_value_and_its_place(case: dict[str, Any]) -> None:
    said = rights_of(case).statements
    assert [[each.name, each.value, each.source] for each in said] == case.get("says", [])
    for kind in ("reserves", "grants"):
        stated = {purpose for each in said for purpose in getattr(each, kind)}
        assert stated == set(case.get(kind, [])), kind
    assert all(each.draft == (each.name == "content-usage") for each in said)


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_obey_refuses_exactly_what_is_reserved_for_the_purpose(case: dict[str, Any]) -> None:
    rights = rights_of(case)
    refused = {purpose for purpose in PURPOSES if judge(rights, "obey", purpose)}
    assert refused == set(case.get("reserves", []))


@pytest.mark.parametrize("policy", ["flag", "ignore"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_other_policy_refuses_a_page(policy: RightsPolicy, purpose: Purpose) -> None:
    rights = header_rights([("X-Robots-Tag", "noindex, noai"), ("tdm-reservation", "1")], AGENT)
    assert judge(rights, policy, purpose) is None


def test_the_detail_quotes_each_statement_that_forbids_it() -> None:
    robots = "User-agent: *\nContent-Signal: search=yes, ai-train=no\n"
    rights = rights_of({"robots": robots, "headers": [["X-Robots-Tag", "noai, noarchive"]]})
    refused = judge(rights, "obey", "ai-train")
    assert refused is not None
    assert refused.reason is Reason.RIGHTS_RESERVED
    assert refused.detail == (
        "for ai-train: content-signal: search=yes, ai-train=no (robots.txt); "
        "robots: noai, noarchive (header)"
    )


def test_the_licence_nearest_to_the_page_is_its_licence() -> None:
    case: dict[str, Any] = {"robots": "License: /robots.xml\nLicense: /second.xml"}
    assert rights_of(case).license_url == "https://news.example/robots.xml"
    case["headers"] = [["Link", "</first>; rel=license, </second>; rel=license"]]
    assert rights_of(case).license_url == "https://news.example/first"
    case["head"] = "<link rel=license href=/page>"
    assert rights_of(case).license_url == "https://news.example/page"


def test_of_too_many_statements_none_that_forbids_something_new_is_lost() -> None:
    said = [("Content-Signal", f"search=yes, note{n}=x") for n in range(50)]
    said += [("Content-Signal", "ai-train=no"), ("X-Robots-Tag", "noarchive")]
    rights = header_rights(said, AGENT)
    assert len(rights.statements) == STATEMENTS_MAX
    reserved = {purpose for each in rights.statements for purpose in each.reserves}
    assert reserved == {"ai-train", "archive"}


def test_what_is_written_down_is_short_and_can_be_sent() -> None:
    rights = header_rights([("Content-Signal", "ai-train=no,\udce9\x00 " + "é" * 8000)], AGENT)
    value = rights.statements[0].value
    assert value.startswith("ai-train=no, é")
    assert len(value) == VALUE_MAX_CHARS
    assert rights.model_dump_json()


LONG = [
    ("Content-Usage", "a=" * 4096),
    ("Content-Usage", "ai-train=no," * 700),
    ("Content-Signal", "-" * 8192),
    ("Content-Signal", "=" * 8192),
    ("Link", "<" * 8192),
    ("Link", "<a>" * 2730),
    ("Link", '<a>"' * 2048),
    ("Link", '<a>;rel="' * 900),
    ("Link", "<a>; rel=license, " * 450),
    ("Link", "<a>" + "; rel" * 1600),
]


@pytest.mark.parametrize(("name", "value"), LONG)
def test_no_header_of_8_kb_takes_long(name: str, value: str) -> None:
    started = time.process_time()
    rights = header_rights([(name, value)] * 10, AGENT, base="https://news.example/")
    assert time.process_time() - started < 0.5
    assert len(rights.model_dump_json()) < 20_000


LINES = [
    "Content-Usage: /" + "a*" * 240 + "b train-ai=n\n",
    "Content-Signal: ai-train=no\n",
    "User-agent: newsreel\nContent-Signal: /a ai-train=no\n",
    "License: /license.xml\n",
    "content-\n",
    "Content-Usage: " + "a" * 5000 + "\n",
    "user agent ",
]


@pytest.mark.parametrize("line", LINES)
def test_no_robots_txt_takes_long(line: str) -> None:
    text = "User-agent: *\n" + line * (ROBOTS_MAX_BYTES // len(line))
    rules = RobotsRules(200, text.encode())
    url = parse_url("https://news.example/" + "a" * 2000)
    started = time.process_time()
    rights = rules.rights_for(url, AGENT)
    assert time.process_time() - started < 1
    assert len(rights.statements) <= STATEMENTS_MAX


@pytest.mark.parametrize("status", [None, 301, 404, 503])
def test_a_robots_txt_that_did_not_come_says_nothing(status: int | None) -> None:
    rules = RobotsRules(status, b"User-agent: *\nContent-Signal: ai-input=no\n")
    assert rules.rights_for(parse_url("https://news.example/"), AGENT) == Rights()
