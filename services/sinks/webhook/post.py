"""One POST to the endpoint, through the address guard, whatever its name resolves to."""

import contextlib
from collections.abc import Mapping
from functools import partial

import aiohttp

from services.clock import now
from services.policy.addresses import AddressPolicy
from services.policy.guarded_socket import guarded_socket
from services.retry_after import retry_after_seconds
from services.silent import NOT_HTTP, why_silent
from services.sinks.webhook.attempt import Attempt

RESPONSE_MAX_BYTES = 65_536
"""Read of a body that nobody looks at, so that the connection can be used again."""
USER_AGENT = "newsreel-webhook/1"
FAILURES = (aiohttp.ClientError, OSError, ValueError)
"""How a request or the reading of its response may end."""


class Poster:
    """Posts to one URL and follows no redirect."""

    def __init__(self, url: str, policy: AddressPolicy, timeout_seconds: float) -> None:
        self._url, self._policy, self._timeout_seconds = url, policy, timeout_seconds
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the pool of connections."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(socket_factory=partial(guarded_socket, self._policy)),
            timeout=aiohttp.ClientTimeout(total=self._timeout_seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"user-agent": USER_AGENT},
        )

    async def stop(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Attempt:
        """Send a body; a failure is returned as an `Attempt`, never raised."""
        assert self._session is not None
        try:
            async with self._session.post(
                self._url, data=body, headers=headers, allow_redirects=False
            ) as response:
                with contextlib.suppress(*FAILURES):  # the status says it all
                    await response.content.read(RESPONSE_MAX_BYTES)
                wait = retry_after_seconds(response.headers.get("retry-after"), now())
                return Attempt(response.status, None, wait)
        except TimeoutError:
            return Attempt(None, f"no answer within {self._timeout_seconds:g} s")
        except (aiohttp.ClientError, OSError) as error:  # its own words hold the URL, a secret
            return Attempt(None, why_silent(error))
        except ValueError:
            return Attempt(None, NOT_HTTP)
