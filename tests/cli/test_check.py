"""`newsreel check`: one line for each thing, an exit code for CI."""

import asyncio
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rich.console import Console
from sqlalchemy import text

from services.cli.clients.store import connected
from services.cli.setup import stores
from services.cli.setup.check import _rules, check
from services.cli.setup.check_url import check_url
from services.cli.setup.without_effect import without_effect
from services.fetch.signing.key import make_key
from services.settings import Settings, read_settings
from tests.support.newspaper import Newspaper
from tests.support.threaded_host import Reply, serving


def config(folder: Path, **more: object) -> Settings:
    return read_settings(
        store=f"sqlite:///{folder}/state", kafka="127.0.0.1:1", run_dir=folder, **more
    )


def looked(settings: Settings) -> tuple[int, dict[str, list[str]]]:
    """Exit code, and the lines by the thing that they tell of."""
    console = Console(file=StringIO(), width=200)
    code = asyncio.run(check(settings, console))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return code, {line.split()[1]: line.split(maxsplit=2) for line in lines}


def test_each_thing_has_its_line_and_a_broker_that_is_away_is_wrong(tmp_path: Path) -> None:
    code, lines = looked(config(tmp_path))
    assert code == 1
    assert list(lines) == [
        "settings",
        "contact",
        "rules",
        "store",
        "port",
        "stages",
        "clock",
        "kafka",
    ]
    assert [name for name, line in lines.items() if line[0] == "WRONG"] == ["kafka"]
    assert "NEWSREEL_KAFKA" in lines["kafka"][2]
    assert lines["kafka"][2].count("no Kafka broker answers") == 1


def test_an_empty_store_is_told_in_one_sentence(tmp_path: Path) -> None:
    told = looked(config(tmp_path))[1]["store"][2]
    assert told == "answers; it has no tables yet: the services make them at their start"


def test_a_store_that_lacks_a_table_is_wrong_and_the_table_is_named(tmp_path: Path) -> None:
    settings = config(tmp_path)
    console = Console(file=StringIO(), width=200)
    stores.upgrade(settings, console)
    with connected(settings, "publish") as connection:
        connection.execute(text("DROP TABLE publish_keys"))
    line = looked(settings)[1]["store"]
    assert line[0] == "WRONG"
    assert "the database of publish is damaged: no publish_keys; put back a copy" in line[2]
    assert stores.check(settings, console) == 1
    assert "no publish_keys" in console.file.getvalue()  # type: ignore[attr-defined]
    assert "up to date" not in console.file.getvalue().splitlines()[-1]  # type: ignore[attr-defined]


def test_a_store_that_is_away_is_told_with_address_and_reason(tmp_path: Path) -> None:
    away = config(tmp_path).model_copy(update={"store": "postgresql://u:pw@127.0.0.1:1/x"})
    line = looked(away)[1]["store"]
    assert line[0] == "WRONG"
    assert "(127.0.0.1:1: connection refused); see NEWSREEL_STORE" in line[2]


def test_a_store_s_folder_that_cannot_be_is_told_with_path_and_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    odd = config(tmp_path).model_copy(update={"store": f"sqlite:///{tmp_path}/file"})
    line = looked(odd)[1]["store"]
    assert line == ["WRONG", "store", f"{tmp_path}/file: File exists (NEWSREEL_STORE)"]


def test_a_misspelt_variable_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREEL_FETCH_DELAY", "2")
    line = looked(config(tmp_path))[1]["settings"]
    assert line[0] == "WRONG"
    assert "did you mean NEWSREEL_FETCH_DELAY_SECONDS?" in line[2]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kafka_ca_file": "ca.pem"}, "KAFKA_CA_FILE: no effect without SSL"),
        ({"kafka_sasl_username": "u"}, "KAFKA_SASL_USERNAME: no effect without SASL_SSL"),
        ({"fetch_signature_agent": "https://bot.example"}, "without NEWSREEL_FETCH_SIGNING_KEY"),
        ({"kafka_ca_file": "ca.pem", "kafka_security_protocol": "SSL"}, None),
        ({"kafka_ca_file": ""}, None),
    ],
)
def test_a_setting_that_is_given_in_vain_is_named_with_what_it_needs(
    given: dict[str, str], said: str | None
) -> None:
    found = "; ".join(without_effect(read_settings(**given)))
    assert said in found if said else not found


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("https://example.org/crawler", "WRONG"),
        ("bot@news.example", "WRONG"),
        ("https://news.example.com", "WRONG"),
        ("https://example.press/example.org", "ok"),
        ("mailto:bot@counterexample.org", "ok"),
        ("", "ok"),
    ],
)
def test_a_contact_at_a_name_of_examples_is_wrong(tmp_path: Path, contact: str, said: str) -> None:
    assert looked(config(tmp_path, fetch_contact=contact))[1]["contact"][0] == said


def test_a_bad_rules_file_is_wrong_and_its_line_is_named(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('blocked_hosts = ["a b/c"]\n')
    line = looked(config(tmp_path, rules_file=rules))[1]["rules"]
    assert line[0] == "WRONG"
    assert "rules.toml" in line[2]


def test_a_signing_key_that_is_set_must_be_one(tmp_path: Path) -> None:
    file = tmp_path / "bot.pem"
    assert looked(config(tmp_path, fetch_signing_key=file))[1]["signing"][0] == "WRONG"
    make_key(file)
    assert looked(config(tmp_path, fetch_signing_key=file))[1]["signing"][0] == "ok"


def test_a_port_that_is_taken_is_wrong(tmp_path: Path, newspaper: Newspaper) -> None:
    line = looked(config(tmp_path, http_port=urlsplit(newspaper.url("/")).port))[1]["port"]
    assert line[0] == "WRONG"
    assert "NEWSREEL_HTTP_PORT" in line[2]


def through(settings: Settings, url: str) -> tuple[int, str]:
    console = Console(file=StringIO(), width=200)
    code = asyncio.run(check_url(settings, url, console))
    return code, console.file.getvalue()  # type: ignore[attr-defined]


def test_a_url_goes_through_all_stages_without_kafka(tmp_path: Path, newspaper: Newspaper) -> None:
    settings = config(tmp_path, fetch_allowed_networks="127.0.0.0/8", fetch_allowed_ports="any")
    code, shown = through(settings, newspaper.url("/through-all"))
    assert code == 0
    stages = [line.split()[1] for line in shown.splitlines()]
    assert stages == ["intake", "fetch", "extract", "enrich"]
    assert "News of /through-all" in shown


@pytest.mark.parametrize(
    ("text", "said"), [("", "the message is empty"), ("http://\udcff/", "not UTF-8")]
)
def test_a_text_that_is_no_url_is_judged_as_intake_judges_it(
    tmp_path: Path, text: str, said: str
) -> None:
    code, shown = through(config(tmp_path), text)
    assert code == 1
    assert f"rejected: bad_request, {said}" in shown


def test_a_url_that_ends_says_where_why_and_by_which_setting(
    tmp_path: Path, newspaper: Newspaper
) -> None:
    code, shown = through(config(tmp_path), newspaper.url("/blocked"))
    assert code == 1
    assert "WRONG  intake" in shown
    assert "NEWSREEL_FETCH_ALLOWED" in shown


def test_a_redirect_is_followed_only_where_robots_txt_allows_its_target(tmp_path: Path) -> None:
    def answer(path: str, _: Mapping[str, str]) -> Reply:
        if path == "/robots.txt":
            return Reply(200, {}, b"User-agent: *\nDisallow: /inner\n")
        return Reply(302, {"Location": "/inner"}, b"")

    settings = config(tmp_path, fetch_allowed_networks="127.0.0.0/8", fetch_allowed_ports="any")
    with serving(answer) as origin:
        code, shown = through(settings, f"{origin}/story")
    assert code == 1
    assert "robots_denied" in shown


def test_hosts_of_the_rules_file_are_counted_in_words_that_fit_any_number(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text('[hosts."a.example"]\ndelay_seconds = 5.0\n')
    found = _rules(read_settings(rules_file=tmp_path / "rules.toml"))
    assert found.endswith("rules.toml: blocked hosts: 0, hosts with rules: 1")
