"""What robots.txt says of the use of a page counts at the visit, by the policy and the purpose."""

from pathlib import Path
from typing import Any

import pytest

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.stage.endings import Ended
from tests.support.visits import HERE, PAGE, Site, Start

SIGNAL = "Content-Signal: search=yes, ai-input=no"
QUOTED = "for ai-input: content-signal: search=yes, ai-input=no (robots.txt)"


@pytest.fixture(autouse=True)
def _page(site: Site) -> None:
    site.robots(SIGNAL, "Content-Usage: /free/ train-ai=y", "Content-Usage: train-ai=n")
    for path in ("/a", "/free/a"):
        site.answer(path, text=PAGE, content_type="text/html")


async def visit(site: Site, start: Start, path: str = "/a", **settings: Any) -> object:
    visitor = (await start(**settings)).visitor
    return (await visitor.visit(site.accepted(path))).result


async def test_a_page_has_what_its_robots_txt_says(site: Site, start: Start) -> None:
    page = await visit(site, start)
    assert isinstance(page, PageFetched)
    assert [(each.name, each.reserves) for each in page.rights.statements] == [
        ("content-signal", ("ai-input",)),
        ("content-usage", ("ai-train",)),
    ]
    assert page.rights.robots == "allowed"
    assert site.paths == ["/robots.txt", "/a"]


async def test_each_path_has_its_own_usage(site: Site, start: Start) -> None:
    page = await visit(site, start, "/free/a")
    assert isinstance(page, PageFetched)
    assert page.rights.statements[-1].grants == ("ai-train",)


@pytest.mark.parametrize(
    ("purpose", "detail"),
    [("ai-input", QUOTED), ("search", None), ("archive", None),
     ("ai-train", "for ai-train: content-usage: train-ai=n (robots.txt)")],
)  # fmt: skip
async def test_obey_refuses_what_is_reserved_for_the_purpose(
    purpose: str, detail: str | None, site: Site, start: Start
) -> None:
    end = await visit(site, start, rights_policy="obey", purpose=purpose)
    assert isinstance(end, PageFetched) or end == Ended(Reason.RIGHTS_RESERVED, detail)
    assert isinstance(end, PageFetched) is (detail is None)


async def test_unless_told_otherwise_articles_are_input_of_models(site: Site, start: Start) -> None:
    end = await visit(site, start, rights_policy="obey")
    assert end == Ended(Reason.RIGHTS_RESERVED, QUOTED)


@pytest.mark.parametrize("settings", [{"rights_policy": "ignore"}, {"fetch_obey_robots": False}])
async def test_where_it_is_not_to_count_nothing_is_said(
    settings: dict[str, Any], site: Site, start: Start
) -> None:
    page = await visit(site, start, **settings)
    assert isinstance(page, PageFetched)
    assert page.rights.statements == ()


async def test_after_a_redirect_the_host_that_has_the_page_speaks(site: Site, start: Start) -> None:
    site.move("/moved", f"{site.elsewhere}/free/a")
    page = await visit(site, start, "/moved")
    assert isinstance(page, PageFetched)
    assert page.final_url == f"{site.elsewhere}/free/a"
    assert page.rights.statements[-1].grants == ("ai-train",)


async def test_a_host_speaks_to_us_by_the_name_under_which_it_is_asked(
    site: Site, start: Start, tmp_path: Path
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(f'[hosts."{HERE}"]\nuser_agent = "partnerbot/2.0"')
    site.answer("/robots.txt", text="User-agent: partnerbot\nDisallow: /private")
    site.answer("/a", text=PAGE, headers={"X-Robots-Tag": "partnerbot: noarchive, newsreel: noai"})
    denied = await visit(site, start, "/private/a", rules_file=rules)
    assert denied == Ended(Reason.ROBOTS_DENIED)
    page = await visit(site, start, rules_file=rules)
    assert isinstance(page, PageFetched)
    assert (page.rights.noarchive, page.rights.noai) == (True, False)
