"""One URL as intake and fetch would take it: without Kafka, store and other URLs of its host."""

from schemas.events import PageFetched, Rights, UrlAccepted
from schemas.outcomes import Reason
from schemas.submission import BadSubmission, read_submission
from schemas.url import Url, host_of
from services.clock import now
from services.fetch.fetch import CrawlPolicy, check_kind, read_response, under_policy
from services.fetch.http.client import Client
from services.fetch.http.redirects import parsed_target
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.site_files.robots import ROBOTS_MAX_BYTES, parse_robots, robots_url
from services.fetch.visit.refresh import refresh_target
from services.intake.intake import accept
from services.policy.addresses import address_policy
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.stage.endings import Ended, StageError


def accept_url(settings: Settings, text: str) -> UrlAccepted | Ended:
    """Judge a text as intake judges a message of it."""
    try:
        submission = read_submission(text.encode("utf-8", "surrogateescape"))
    except BadSubmission as error:
        return Ended(Reason.BAD_REQUEST, str(error))
    return accept(submission, read_rules(settings.rules_file), now(), address_policy(settings))


async def fetch_page(settings: Settings, accepted: UrlAccepted) -> PageFetched | Ended:
    """Ask the host's robots.txt, then for the page, at once; those of redirects alike."""
    rules = read_rules(settings.rules_file)
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
