"""A token that the brokers refuse is not taken for a good one (RFC 7628, section 3.2.3)."""

import pytest
from aiokafka import conn
from aiokafka.errors import SaslAuthenticationFailed

from services.stage.kafka.patches import sasl_refusals
from services.stage.kafka.tokens import CommandTokens

REFUSED = b'{"status":"invalid_token"}'


async def test_json_after_the_token_is_a_refusal_and_nothing_is_none() -> None:
    sasl_refusals.install()
    for answer, refused in ((b"", False), (REFUSED, True)):
        bearer = conn.OAuthAuthenticator(sasl_oauth_token_provider=CommandTokens("echo a.b.c"))
        first, _ = await bearer.step(None)
        assert first == b"n,,\x01auth=Bearer a.b.c\x01\x01"
        if refused:
            with pytest.raises(SaslAuthenticationFailed, match=r"the token: .*invalid_token"):
                await bearer.step(answer)
        else:
            assert await bearer.step(answer) is None
