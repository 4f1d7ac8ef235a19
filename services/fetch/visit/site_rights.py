"""What a site states of its pages in a tdmrep.json, asked for as politely as a page."""

import asyncio
from dataclasses import dataclass
from functools import partial

from schemas.events import Rights
from schemas.url import Url, parse_url
from services.clock import unix
from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.host import Turn
from services.fetch.http.client import Client
from services.fetch.politeness import Politeness
from services.fetch.rights.statements import NOTHING_STATED
from services.fetch.site_files.cache import SiteFileCache
from services.fetch.site_files.robots_cache import RobotsCache
from services.fetch.site_files.tdmrep import TdmRules, tdmrep_url
from services.fetch.site_files.tdmrep_cache import ask_tdmrep


@dataclass(frozen=True, slots=True)
class SiteRights:
    """The files of all sites; one for the process."""

    politeness: Politeness
    robots: RobotsCache
    files: SiteFileCache[TdmRules]
    client: Client
    frontier: Frontier

    async def ask(self, url: Url, turn: Turn) -> Rights:
        """Ask what the site's file states of a URL, in the turn that fetched it.

        robots.txt decides about this file as about any other. Raises what `RobotsCache.get`
        raises.
        """
        rules = self.files.remembered(url)
        if rules is None:
            if not await self._may_ask(parse_url(tdmrep_url(url))):
                return NOTHING_STATED
            self.frontier.restart_delay(turn, unix())
            rules = await self.files.get(url, partial(ask_tdmrep, self.client))
        if rules.heavy:
            return await asyncio.to_thread(rules.rights_for, url)
        return rules.rights_for(url)

    async def _may_ask(self, file: Url) -> bool:
        if not self.politeness.of(file).obeys_robots:
            return True
        rules, _ = await self.robots.get(file)  # a refusal is no matter: the page is here
        return (await self.robots.stated(rules, file)).robots == "allowed"
