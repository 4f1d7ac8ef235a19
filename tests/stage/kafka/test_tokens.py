"""OAUTHBEARER: a command prints the token, and what goes wrong with it is told."""

import asyncio
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aiokafka.errors import KafkaConnectionError
from faust.auth import OAuthCredentials

from services.settings import BadSettings, Settings
from services.stage.kafka import tokens
from services.stage.kafka.options import client_options, faust_credentials
from services.stage.kafka.tokens import CommandTokens
from tests.support.unsigned_tokens import unsigned


def command(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


async def test_a_token_is_what_the_command_prints() -> None:
    assert await CommandTokens(command("print('abc.def')")).token() == "abc.def"


async def test_connections_that_open_together_share_one_run(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    made = CommandTokens(command(f"open({str(runs)!r}, 'a').write('x'); print('t')"))
    assert [await made.token(), await made.token()] == ["t", "t"]
    assert runs.read_text() == "x"


async def test_a_token_that_is_no_longer_fresh_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "KEPT_SECONDS", 0.0)
    runs = tmp_path / "runs"
    made = CommandTokens(command(f"open({str(runs)!r}, 'a').write('x'); print('t')"))
    await made.token()
    await made.token()
    assert runs.read_text() == "xx"


@pytest.mark.parametrize(
    ("life_seconds", "runs_expected"), [(3600, 1), (tokens.LEFT_SECONDS + 30, 1), (4, 2), (-60, 2)]
)
async def test_a_token_is_renewed_before_it_ends(
    tmp_path: Path, life_seconds: float, runs_expected: int
) -> None:
    runs = tmp_path / "runs"
    code = f"open({str(runs)!r}, 'a').write('x'); print({unsigned(life_seconds)!r})"
    made = CommandTokens(command(code))
    await made.token()
    await made.token()
    assert len(runs.read_text()) == runs_expected


@pytest.mark.parametrize("odd", ["a.b.c", "..", "x.bnVsbA.y", "x.e30.y", "x.W10.", "opaque"])
async def test_what_does_not_say_when_it_ends_is_kept_a_minute(tmp_path: Path, odd: str) -> None:
    runs = tmp_path / "runs"
    made = CommandTokens(command(f"open({str(runs)!r}, 'a').write('x'); print({odd!r})"))
    assert [await made.token(), await made.token()] == [odd, odd]
    assert runs.read_text() == "x"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (command("import sys; sys.exit('no credentials')"), "exit code 1: no credentials"),
        (command("pass"), "it printed nothing"),
        ("/does/not/exist --now", "No such file or directory"),
    ],
)
async def test_a_command_that_fails_is_an_error_of_the_connection(wrong: str, told: str) -> None:
    with pytest.raises(KafkaConnectionError, match=rf"NEWSREEL_KAFKA_TOKEN_COMMAND: .*{told}"):
        await CommandTokens(wrong).token()


async def test_a_command_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "COMMAND_TIMEOUT_SECONDS", 0.2)
    with pytest.raises(KafkaConnectionError, match=r"no answer in 0\.2 s"):
        await CommandTokens(command("import time; time.sleep(60)")).token()


async def test_clients_of_one_process_share_one_run(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    settings = Settings(
        kafka_security_protocol="SASL_SSL",
        kafka_sasl_mechanism="OAUTHBEARER",
        kafka_token_command=command(f"open({str(runs)!r}, 'a').write('x'); print('t')"),
    )
    for _ in range(3):
        assert await client_options(settings)["sasl_oauth_token_provider"].token() == "t"
    assert runs.read_text() == "x"


def test_clients_on_several_loops_share_one_run(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    code = f"import time; time.sleep(0.3); open({str(runs)!r}, 'a').write('x'); print('t')"
    made = CommandTokens(command(code))

    def ask(_: int) -> str:
        return asyncio.run(made.token())

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(ask, range(3))) == ["t", "t", "t"]
    assert runs.read_text() == "x"


async def test_both_kinds_of_client_take_their_tokens_from_the_command() -> None:
    settings = Settings(
        kafka_security_protocol="SASL_SSL",
        kafka_sasl_mechanism="OAUTHBEARER",
        kafka_token_command="print-token",
    )
    assert isinstance(client_options(settings)["sasl_oauth_token_provider"], CommandTokens)
    credentials = faust_credentials(settings)
    assert isinstance(credentials, OAuthCredentials)
    assert credentials.protocol.value == "SASL_SSL"


@pytest.mark.parametrize(("wrong", "why"), [("print 'x", "quotation"), (" ", "no command")])
def test_a_command_that_cannot_be_read_is_a_wrong_setting(wrong: str, why: str) -> None:
    settings = Settings(
        kafka_security_protocol="SASL_SSL",
        kafka_sasl_mechanism="OAUTHBEARER",
        kafka_token_command=wrong,
    )
    with pytest.raises(BadSettings, match=f"NEWSREEL_KAFKA_TOKEN_COMMAND: .*{why}"):
        client_options(settings)


def test_tokens_without_a_command_are_a_wrong_setting() -> None:
    settings = Settings(kafka_security_protocol="SASL_SSL", kafka_sasl_mechanism="OAUTHBEARER")
    with pytest.raises(BadSettings, match="NEWSREEL_KAFKA_TOKEN_COMMAND is needed"):
        client_options(settings)
