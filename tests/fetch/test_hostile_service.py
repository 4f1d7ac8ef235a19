"""The hostile web through the real service: all cases at once, on a broker, by its settings alone.

Each case has a host name of its own, so that none spoils the next one's by a cooldown; what tells
one name from another (TLS, redirects between hosts) keeps its own.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.outcomes import Reason
from services.local.tansu import Tansu
from tests.harness.hostile.cases import CASES, Case
from tests.harness.hostile.server import ADDRESS, Site
from tests.harness.hostile.web import closed_port, hostile_site, url_of
from tests.support.dns import dns_process
from tests.support.fetch_service import FetchService

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SECONDS = 240
SETTINGS = {
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "",  # one try: what passes is the answer at once
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": f"{ADDRESS}/32",
    # as few at once, and as patient, that only what never answers meets a limit on a full machine
    "NEWSREEL_FETCH_IN_FLIGHT_MAX": "24",
    "NEWSREEL_FETCH_CONNECT_TIMEOUT_SECONDS": "20",
    "NEWSREEL_FETCH_FIRST_BYTE_TIMEOUT_SECONDS": "20",
    "NEWSREEL_FETCH_TIMEOUT_SECONDS": "60",
    "NEWSREEL_FETCH_LEAST_RATE_BYTES_PER_SECOND": "2000",
}
ONE_ADDRESS_ONLY = ("mapped.test", "mixed.test")
"""The DNS server of the tests gives one IPv4 address; these are asked of the client alone."""


def is_for_the_service(case: Case) -> bool:
    """Whether intake would let the URL pass, and the names can be played."""
    return len(case.url) < 2000 and not any(name in case.url for name in ONE_ADDRESS_ONLY)


SERVED = {f"case-{number}": case for number, case in enumerate(CASES) if is_for_the_service(case)}


class Names(dict[str, list[str]]):
    """All names under `good.test`, and those of the cases."""

    def __contains__(self, name: object) -> bool:
        return str(name).endswith("good.test") or super().__contains__(name)

    def __missing__(self, name: str) -> list[str]:
        return [ADDRESS]


NAMES = Names({name: [ADDRESS] for name in ("other.test", "excepted.test")})
NAMES["inside.test"] = ["10.0.0.1"]
RULES = '[hosts."excepted.test"]\nverify_tls = false\n'


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any] | None]]:
    """Put every case before the service at once, and read what became of each."""
    folder = tmp_path_factory.mktemp("fetch")
    (folder / "rules.toml").write_text(RULES)
    with dns_process(NAMES) as dns, hostile_site() as site, Tansu() as broker:
        closed = closed_port()
        service = FetchService(
            broker.bootstrap, folder, settings(site, closed, dns.address, folder)
        )
        asyncio.run(service.make_topics())
        for name, case in SERVED.items():
            service.submit(name, url_of(case, f"{name}.good.test", site, closed))
        child = service.start()
        try:
            yield service.ends(set(SERVED), SECONDS)
        finally:
            child.stop()


def settings(site: Site, closed: int, dns: str, folder: Path) -> dict[str, str]:
    ports = (80, 443, closed, *(getattr(site, slot) for slot in Site.__slots__[:5]))
    return SETTINGS | {
        "NEWSREEL_FETCH_ALLOWED_PORTS": ",".join(map(str, ports)),
        "NEWSREEL_FETCH_DNS_SERVERS": dns,
        "NEWSREEL_RULES_FILE": str(folder / "rules.toml"),
        "SSL_CERT_FILE": site.ca_file,
    }


@pytest.mark.parametrize("name", SERVED, ids=lambda name: str(SERVED[name]))
def test_the_service_answers_a_hostile_url_with_its_reason(
    name: str, ends: dict[str, dict[str, Any] | None]
) -> None:
    end, wanted = ends[name], SERVED[name].reason
    reason = Reason.of(end["reason"]) if end else None
    assert reason is wanted, end
