"""The page in a real browser: what it shows, whom it asks, who can use it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.outcomes import Reason
from schemas.pipeline import CONTROL
from services.cli.steer.control import command
from services.local.child import free_port
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file
from tests.console.conftest import FIRST, HOSTILE, PERSIAN, SECOND, RunningConsole
from tests.publish.test_stories import FIRE

PARTS = ("flow", "articles", "stories", "urls", "hosts", "letters")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Opened:
    """An open page, and what went wrong in it."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)

    def note(self, fault: str, is_one: bool = True) -> None:
        if is_one:
            self.faults.append(fault)

    def go(self, part: str) -> None:
        self.page.click(f"nav a[href='#{part}']")
        self.page.wait_for_selector("main h2")

    @property
    def text(self) -> str:
        return str(self.page.inner_text("main"))


def opened(
    browser: Any, console: RunningConsole, with_token: bool = True, **options: Any
) -> Opened:
    page = browser.new_context(viewport=DESK, **options).new_page()
    found = Opened(page, console.address)
    page.on("pageerror", lambda error: found.note(str(error)))
    page.on("console", lambda said: found.note(said.text, said.type in ("error", "warning")))
    page.on("request", lambda asked: found.note(asked.url, not asked.url.startswith(found.address)))
    page.goto(console.address + (console.token if with_token else ""))
    page.wait_for_selector("header :text('live')")
    return found


@pytest.fixture
def desk(browser: Any, console: RunningConsole) -> Iterator[Opened]:
    found = opened(browser, console)
    yield found
    found.page.context.close()
    # questions that need a ledger are answered with 422 here, which Chromium logs
    assert [each for each in found.faults if "422" not in each] == []


def test_what_a_page_says_is_text_and_its_address_no_link_unless_it_is_of_the_web(
    desk: Opened,
) -> None:
    desk.go("articles")
    desk.page.click(f".card:has-text('{HOSTILE[:12]}')")
    desk.page.wait_for_selector("dialog h2")
    assert desk.page.inner_text("dialog h2") == HOSTILE
    assert desk.page.locator("dialog img, dialog script, dialog a[href^=javascript]").count() == 0
    assert desk.page.title() == "Articles · Newsreel"


def test_persian_runs_from_right_to_left_in_its_own_language(desk: Opened) -> None:
    desk.go("articles")
    title = desk.page.locator(".title", has_text=PERSIAN)
    title.wait_for()
    assert title.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert title.get_attribute("lang") == "fa"


def test_an_article_appears_without_a_reload_and_its_revision_replaces_it(
    desk: Opened, console: RunningConsole
) -> None:
    desk.go("articles")
    console.publish("3" * 32, title="It has just happened")
    desk.page.wait_for_selector(".card:has-text('It has just happened')")
    console.publish("3" * 32, title="It has just changed", revision=2)
    desk.page.wait_for_selector(".card:has-text('It has just changed')")
    assert desk.page.locator(".card:has-text('It has just happened')").count() == 0


def test_a_click_shows_the_source_of_every_field_and_escape_closes_it(desk: Opened) -> None:
    desk.go("articles")
    desk.page.click(f".card:has-text('{PERSIAN}')")
    desk.page.wait_for_selector("dialog .fields")
    assert desk.page.locator("dialog .fields tr", has_text="published_at").count() >= 1
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector("dialog", state="detached")


def test_a_story_shows_its_articles_and_what_changed_in_each(desk: Opened) -> None:
    desk.go("stories")
    card = desk.page.locator(".card", has_text=FIRE.title)
    card.wait_for()
    facts = card.locator(".facts").inner_text()
    assert facts.startswith(f"2 articles · {FIRST}.example, {SECOND}.example · ")
    card.click()
    desk.page.wait_for_selector("dialog .life")
    assert desk.page.locator("dialog .life").count() == 2
    desk.page.click("dialog button:text('What changed')")
    desk.page.wait_for_selector("dialog .diff ins")
    assert "killed 5 workers" in desk.page.inner_text("dialog .diff ins")
    removed = desk.page.locator("dialog .diff del").all_inner_texts()
    assert removed[0] == "headline: Four dead after blaze at Portmarnock warehouse"
    assert "killed 4 workers" in removed[1]
    assert HOSTILE in desk.page.inner_text("dialog")
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_selector("dialog", state="detached")


def test_a_story_of_one_article_is_shown_when_asked_for(desk: Opened) -> None:
    desk.go("stories")
    desk.page.wait_for_selector(".card")
    assert desk.page.locator(".card", has_text=PERSIAN).count() == 0
    desk.page.check("label:has-text('of one article') input")
    title = desk.page.locator(".card .title", has_text=PERSIAN)
    title.wait_for()
    assert title.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_an_articles_revisions_run_in_its_own_direction(desk: Opened) -> None:
    desk.go("stories")
    desk.page.fill("input[name=of]", "c" * 32)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(".diff ins")
    for kind in ("ins", "del"):
        (line,) = desk.page.locator(f".diff p:has({kind})").all()
        assert line.get_attribute("lang") == "fa"
        assert line.evaluate("each => getComputedStyle(each).direction") == "rtl"
    desk.page.fill("input[name=of]", "0" * 32)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(".bad:has-text('was published')")


def test_keys_alone_open_a_story_and_its_changes(desk: Opened) -> None:
    desk.go("stories")
    desk.page.wait_for_selector(".card")
    desk.page.focus(".list")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("dialog button:text('What changed')")
    for _ in range(6):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.textContent").startswith("What changed"):
            break
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("dialog .diff ins")


def test_a_command_holds_is_shown_and_is_taken_back(desk: Opened) -> None:
    desk.page.select_option("form select >> nth=0", "pause")
    desk.page.select_option("select[name=target]", "enrich")
    desk.page.fill("input[name=why]", HOSTILE)
    desk.page.click("button:text('Send')")
    desk.page.wait_for_selector("li:has-text('pause enrich')")
    assert HOSTILE in desk.page.inner_text("li:has-text('pause enrich')")
    desk.page.click("button:text('Resume')")
    desk.page.wait_for_selector("li:has-text('pause enrich')", state="detached")


def test_an_open_url_shows_its_withdrawal_and_what_is_paused(
    desk: Opened, console: RunningConsole
) -> None:
    line = {"submission_id": "s-1", "url": "https://a.example/1", "submitted_at": 0, "answer": None}
    desk.page.route("**/api/trace?of=s-1", lambda route: route.fulfill(json=[line]))
    desk.go("urls")
    desk.page.fill("input[name=of]", "s-1")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(".life button:text('Withdraw')")
    for given in (command("cancel", "s-1", "a mistake"), command("pause", "enrich", "no room")):
        console.client.send(CONTROL.name, given.value, given.key)
    desk.page.wait_for_selector(".life:has-text('a mistake'):has-text('pause enrich')")
    assert desk.page.locator(".life button").count() == 0
    console.client.send(CONTROL.name, None, "submission:s-1")
    given = command("resume", "enrich", "a test")
    console.client.send(CONTROL.name, given.value, given.key)
    desk.page.wait_for_selector(".life button:text('Withdraw')")


def test_a_host_shows_which_doors_its_site_has_closed(desk: Opened) -> None:
    desk.go("hosts")
    row = desk.page.locator("tr", has_text="example.net")
    row.wait_for()
    doors = row.locator(".doors li").all_inner_texts()
    assert doors == ["paywalled 60% of 10 visits", "bot_challenge 20% of 10 visits"]


def test_outcomes_are_plotted_by_outcome_and_by_reason(desk: Opened) -> None:
    desk.page.wait_for_selector(".plot canvas")
    assert labels(desk) == ["UTC", "published", "rejected", "failed"]
    desk.page.select_option("label:has-text('Lines') select", "reasons")
    desk.page.wait_for_selector(".plot .u-label:text('timeout')")
    assert labels(desk)[:2] == ["UTC", "timeout"]
    assert set(labels(desk)[2:]) == {"new", "http_5xx", "paywalled"}
    desk.page.select_option("label:has-text('Lines') select", "failed")
    desk.page.wait_for_selector(".plot .u-label:text('paywalled')", state="detached")
    assert labels(desk) == ["UTC", "timeout", "http_5xx"]
    table = desk.page.get_by_role("region", name="Outcomes by reason")
    row = table.locator("tr", has_text="timeout")
    assert row.locator("td").nth(2).inner_text() == "2"
    assert row.locator("canvas").count() == 1


def test_a_new_outcome_reaches_its_plot_without_a_reload(
    desk: Opened, console: RunningConsole
) -> None:
    desk.page.wait_for_selector(".plot canvas")
    console.answer(Reason.TOO_SHORT, datetime.now(UTC))
    row = desk.page.locator("tr", has_text="too_short")
    row.wait_for()
    assert row.locator("[role=img]").get_attribute("aria-label") == "At most 1 within a minute"


def labels(page: Opened) -> list[str]:
    """Return what the plot's legend names."""
    return [str(each) for each in page.page.locator(".plot .u-label").all_inner_texts()]


def test_a_dead_letter_can_be_closed(desk: Opened) -> None:
    desk.go("letters")
    desk.page.wait_for_selector("h3:has-text('KeyError')")
    assert HOSTILE in desk.text
    desk.page.click("button:text('Drop')")
    desk.page.wait_for_selector("p:text('None.')")


def test_without_the_token_nothing_can_be_changed(browser: Any, console: RunningConsole) -> None:
    found = opened(browser, console, with_token=False)
    for part in PARTS:
        found.go(part)
        acts = found.page.locator("button:text-matches('Give|Retry|Drop|Block|Withdraw')")
        assert acts.count() == 0
    found.page.context.close()


def test_the_token_does_not_stay_in_the_address(desk: Opened) -> None:
    assert "token" not in desk.page.url


@pytest.mark.parametrize("part", PARTS)
def test_a_phone_shows_it_without_scrolling_sideways(desk: Opened, part: str) -> None:
    desk.page.set_viewport_size(PHONE)
    desk.go(part)
    desk.page.wait_for_timeout(300)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 360, 390])
def test_a_phone_cuts_off_no_confidence(desk: Opened, console: RunningConsole, width: int) -> None:
    desk.page.set_viewport_size(PHONE | {"width": width})
    desk.go("articles")
    at = (datetime.now(UTC) - timedelta(minutes=50)).isoformat()
    console.publish("4" * 32, title="It was a while ago", site_name="The Observer", revised_at=at)
    desk.page.wait_for_selector(".card:has-text('It was a while ago')")
    ends = """all => all.map((facts) => {
        const text = document.createTreeWalker(facts, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (!text.nextNode().data.includes("confidence"));
        text.nextNode();
        range.selectNodeContents(text.currentNode);
        return [range.getBoundingClientRect().right, facts.getBoundingClientRect().right];
    })"""
    found = desk.page.eval_on_selector_all(".card .facts", ends)
    assert found
    assert all(0 < end <= given for end, given in found), found


def test_a_phone_shows_the_state_of_every_stage_also_of_one_that_is_not_there(
    desk: Opened, console: RunningConsole
) -> None:
    path = port_file_path(console.folder, "ledger")
    write_port_file(path, PortFile("ledger", os.getpid(), free_port()))
    desk.page.set_viewport_size(PHONE)
    try:
        rows = desk.page.get_by_role("region", name="Stages").locator("tbody tr")
        for stage, problem in (("extract", "no process of it runs here"), ("ledger", "answer")):
            state = rows.filter(has_text=stage).locator(f".bad:has-text('{problem}')")
            state.wait_for()
            box = state.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= PHONE["width"]
    finally:
        path.unlink()


def test_a_phone_shows_all_of_what_is_said_where_no_stage_runs(desk: Opened) -> None:
    desk.page.set_viewport_size(PHONE)
    said = desk.page.locator("main code:text-is('newsreel up')").first
    said.wait_for()
    box = said.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]


def test_an_address_among_the_fields_has_letters_and_no_escapes(
    desk: Opened, console: RunningConsole
) -> None:
    desk.go("articles")
    address = "https://paper.example/%D8%AE%D8%A8%D8%B1"
    console.publish("4" * 32, title="Where it stands", url=address)
    desk.page.click(".card:has-text('Where it stands')")
    row = desk.page.locator("dialog .fields tr", has=desk.page.locator("th:text-is('url')"))
    assert row.locator("td").first.inner_text() == "https://paper.example/خبر"


def test_a_search_without_a_match_is_told_from_a_topic_without_articles(
    desk: Opened, console: RunningConsole
) -> None:
    desk.go("articles")
    console.publish("5" * 32, title="It is there")
    desk.page.wait_for_selector(".card:has-text('It is there')")
    desk.page.fill("input[type=search]", "no such words")
    desk.page.wait_for_selector("p:text-is('None of them matches.')")


def test_failed_urls_of_one_reason_are_a_part_of_the_latest_and_have_letters(desk: Opened) -> None:
    answer = {"reason": "http_404", "detail": None}
    lines = [
        {"submission_id": f"s-{n}", "url": "https://a.example/%D8%AE%D8%A8%D8%B1", "answer": answer}
        for n in range(1000)
    ]
    lines[7] |= {"answer": {"reason": "timeout", "detail": None}}
    desk.page.route("**/api/failed", lambda route: route.fulfill(json=lines))
    desk.go("urls")
    desk.page.wait_for_selector("h2:text-is('Without an article (1,000 or more)')")
    desk.page.select_option("section:has(#failed-h) select", "timeout")
    desk.page.wait_for_selector("h2:text-is('Without an article (1 of the latest 1,000)')")
    row = desk.page.locator("section:has(#failed-h) .card .title")
    assert row.inner_text() == "https://a.example/خبر"


def test_keys_alone_reach_every_part_and_an_article(desk: Opened) -> None:
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.textContent") == "To the content"
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(".card")
    for _ in range(12):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.className") == "card":
            break
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("dialog h2")


def test_ten_thousand_articles_do_not_stutter(desk: Opened) -> None:
    """The longest task of the browser while it scrolls through them all."""
    desk.go("articles")
    desk.page.evaluate(
        """async () => {
            const base = { site: "a.example", language: "en", confidence: 1, revision: 1 };
            const now = new Date().toISOString();
            const detail = Array.from({ length: 10000 }, (_, n) => (
                { ...base, article_id: `flood-${n}`, title: `Flood ${n}`, revised_at: now }));
            dispatchEvent(new CustomEvent("newsreel-articles", { detail }));
        }"""
    )
    desk.page.wait_for_selector("span:text-is('10,000 of the latest 10,000')")
    assert desk.page.locator(".list li").count() < 60
    longest = desk.page.evaluate(
        """async () => {
            const list = document.querySelector(".list");
            let longest = 0, last = performance.now();
            for (let step = 0; step < 100; step++) {
                list.scrollTop += list.scrollHeight / 100;
                await new Promise(requestAnimationFrame);
                longest = Math.max(longest, performance.now() - last);
                last = performance.now();
            }
            return longest;
        }"""
    )
    assert longest < 500, longest


@pytest.mark.skipif(not AXE.exists(), reason="axe is not here: npm install --no-save axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, console: RunningConsole, scheme: str) -> None:
    found = opened(browser, console, color_scheme=scheme, bypass_csp=True)
    found.page.add_script_tag(content=AXE.read_text("utf-8"))
    for part in PARTS:
        found.go(part)
        found.page.wait_for_timeout(1500)
        assert _serious(found) == [], part
    found.go("articles")
    found.page.click(f".card:has-text('{PERSIAN}')")
    found.page.wait_for_selector("dialog .fields")
    assert _serious(found) == []
    found.page.keyboard.press("Escape")
    found.go("stories")
    found.page.click(f".card:has-text('{FIRE.title}')")
    found.page.click("dialog button:text('What changed')")
    found.page.wait_for_selector("dialog .diff ins")
    assert _serious(found) == []
    found.page.context.close()


def _serious(found: Opened) -> list[str]:
    result = found.page.evaluate("async () => await axe.run()")
    return [
        f"{each['id']}: {each['nodes'][0]['html']}"
        for each in result["violations"]
        if each["impact"] in ("serious", "critical")
    ]
