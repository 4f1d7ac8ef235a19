"""Many submissions of one URL at once, through the real service: one request to the site."""

from pathlib import Path

import pytest

from schemas.outcomes import Reason
from services.local.tansu import Tansu
from tests.fetch.test_again import SECONDS, Host, publish
from tests.fetch.test_again import host as host
from tests.support.fetch_service import FetchService

SUBMISSIONS = 500


@pytest.mark.slow
async def test_a_url_in_flight_is_asked_for_once(host: Host, tmp_path: Path) -> None:
    settings = {
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    }
    names = {f"s{number}" for number in range(SUBMISSIONS)}
    with Tansu() as broker:
        service = FetchService(broker.bootstrap, tmp_path, settings)
        await service.make_topics()
        for name in sorted(names):
            service.submit(name, host.url)
        child = service.start()
        try:
            service.ends({"s0"}, SECONDS)
            publish(broker.bootstrap, "s0", host.url)
            ends = service.ends(names, SECONDS)
        finally:
            child.stop()
    assert len(host.conditions) == 1
    reasons = {end["reason"] for name, end in ends.items() if end and name != "s0"}
    assert reasons == {Reason.DUP_URL}
