"""`newsreel check --url`: one URL through all stages, without Kafka and without the store."""

import time
from collections.abc import Callable
from typing import TypeVar

from rich.console import Console

from schemas.events import ArticleExtracted, PageFetched, Rights, UrlAccepted
from schemas.outcomes import Reason
from schemas.submission import BadSubmission, read_submission
from schemas.url import Url, host_of
from services.cli.output.advice import setting_for
from services.cli.setup.check import Finding, show
from services.clock import now
from services.fetch.fetch import CrawlPolicy, check_kind, read_response, under_policy
from services.fetch.http.client import Client
from services.fetch.http.redirects import parsed_target
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.site_files.robots import ROBOTS_MAX_BYTES, parse_robots, robots_url
from services.fetch.visit.refresh import refresh_target
from services.intake.intake import accept
from services.policy.addresses import address_policy
from services.policy.rules import Rules
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.stage.endings import Ended, StageError

T = TypeVar("T")


async def check_url(settings: Settings, url: str, console: Console) -> int:
    """Print a line for each stage and what the article is; exit code 1 where there is none."""
    from services.enrich.enrich import enrich
    from services.enrich.enrichers import enrichers
    from services.extract.extract import extract

    rules = read_rules(settings.rules_file)
    accepted = _accepted(settings, rules, url)
    if isinstance(accepted, Ended):
        return _end("intake", accepted, console)
    show(Finding("intake", f"accepted as {accepted.url}"), console)
    page = await _page(settings, rules, accepted)
    if isinstance(page, Ended):
        return _end("fetch", page, console)
    show(
        Finding("fetch", f"{page.status}, {len(page.body):,} bytes, {page.fetch_ms:.0f} ms"),
        console,
    )
    extraction, seconds = _timed(lambda: extract(page))
    if isinstance(extraction, Ended):
        return _end("extract", extraction, console)
    article: ArticleExtracted = extraction.article
    show(Finding("extract", f"{article.title!r}, {seconds * 1000:.0f} ms"), console)
    enriched, seconds = _timed(lambda: enrich(article, enrichers(settings)))
    words = ", ".join(each.text for each in enriched.keywords[:5])
    said = f"{enriched.language or 'no language'}; {words}; {seconds * 1000:.0f} ms"
    show(Finding("enrich", said), console)
    return 0


def _accepted(settings: Settings, rules: Rules, text: str) -> UrlAccepted | Ended:
    """Judge a text as intake judges a message of it."""
    try:
        submission = read_submission(text.encode("utf-8", "surrogateescape"))
    except BadSubmission as error:
        return Ended(Reason.BAD_REQUEST, str(error))
    return accept(submission, rules, now(), address_policy(settings))


async def _page(settings: Settings, rules: Rules, accepted: UrlAccepted) -> PageFetched | Ended:
    async with Client(settings, rules=rules) as client:
        robots = NOTHING_STATED

        async def ask_robots(href: str) -> Ended | None:
            nonlocal robots
            there = parsed_target(href)
            if isinstance(there, Ended):
                return there
            if refused := rules.check(there):
                return refused
            robots = await _robots_rights(settings, client, there)
            return Ended(Reason.ROBOTS_DENIED) if robots.robots == "denied" else None

        try:
            if refused := await ask_robots(accepted.url):
                return refused
            response = await client.get(
                accepted.url,
                check_hop=ask_robots,
                check_start=check_kind,
                leads_to=refresh_target,
            )
            if isinstance(response, Ended):
                return response
            user_agent = client.user_agent_for(host_of(response.final_url))
            policy = CrawlPolicy(user_agent, settings.rights_policy, settings.purpose)
            page = read_response(accepted, response, now(), by_robots=robots, policy=policy)
            if isinstance(page, Ended):
                return page
            return under_policy(page, policy)
        except StageError as error:
            return Ended(error.reason, error.detail)


async def _robots_rights(settings: Settings, client: Client, url: Url) -> Rights:
    if not settings.fetch_obey_robots:
        return NOTHING_STATED
    response = await client.get(robots_url(url), truncate_at_bytes=ROBOTS_MAX_BYTES + 1)
    if isinstance(response, Ended):  # redirects that cannot be followed: RFC 9309 2.3.1.2
        rules = parse_robots(404)
    else:
        rules = parse_robots(response.status, response.body)
    return rules.stated(url, client.user_agent_for(url.host))


def _end(stage: str, ended: Ended, console: Console) -> int:
    said = f"{ended.reason.outcome}: {ended.reason}"
    said += f", {ended.detail}" if ended.detail else ""
    setting = setting_for(ended.reason, ended.detail)
    show(Finding(stage, said + (f" ({setting})" if setting else ""), wrong=True), console)
    return 1


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """Run `work`; return its result and how many seconds it took."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began
