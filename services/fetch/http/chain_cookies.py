"""Cookies of one chain of redirects, kept for its few hops and no longer: of a visit nothing stays.

Sites set one with a redirect to the same page, to count visits or to choose an edition, and send
whoever comes without it round in circles.
"""

from dataclasses import dataclass

import aiohttp
from yarl import URL


@dataclass(slots=True)
class ChainCookies:
    """Takes what redirects set (RFC 6265), and says what the next request sends."""

    _jar: aiohttp.CookieJar | None = None
    """None until the first cookie, as in most chains."""

    def keep(self, response: aiohttp.ClientResponse) -> None:
        """Take the cookies of a redirect."""
        if not response.cookies:
            return
        if self._jar is None:  # also of addresses (RFC 6265, 5.1.3), and each as it was set
            self._jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)
        self._jar.update_cookies(response.cookies, response.url)

    def header(self, url: str) -> str:
        """Give the Cookie header for a URL; `` where there is none."""
        if self._jar is None:
            return ""
        cookies = self._jar.filter_cookies(URL(url, encoded=True)).values()
        return "; ".join(f"{each.key}={each.coded_value}" for each in cookies)
