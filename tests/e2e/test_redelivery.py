"""An event that comes again after its submission was answered changes nothing."""

import json
import time

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

PATIENCE_SECONDS = 40


def submit(client: ForeignClient, newspaper: Newspaper, name: str) -> None:
    value = json.dumps({"url": newspaper.url(f"/{name}"), "id": name})
    client.send("urls.submitted.v1", value.encode())
    client.outcomes_of({name})


def reasons(client: ForeignClient, name: str, marker: str) -> set[str]:
    """Read until both are answered; return how the first was."""
    found = client.read_until(
        ["urls.outcomes.v1"], lambda read: {name, marker} <= {each.key().decode() for each in read}
    )
    return {json.loads(each.value())["reason"] for each in found if each.key().decode() == name}


def test_a_url_delivered_to_fetch_again_after_its_answer_is_not_fetched_again(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    name = "redelivered"
    submit(client, newspaper, name)
    url = newspaper.url(f"/{name}").encode()
    *_, accepted = client.read_until(
        ["urls.accepted.v1"], lambda read: any(url in each.value() for each in read[-1:])
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    for number in range(100):
        asked = newspaper.asked[f"/{name}"]
        client.send("urls.accepted.v1", accepted.value(), accepted.key(), accepted.headers())
        marker = f"{name}-{number}"
        submit(client, newspaper, marker)
        assert reasons(client, name, marker) == {"new"}
        if newspaper.asked[f"/{name}"] == asked:
            return
        assert time.monotonic() < deadline, "it is fetched again and again"
