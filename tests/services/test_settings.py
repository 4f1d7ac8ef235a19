"""Settings are checked as they are read: what is wrong is named, with the bad part of a list."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from schemas.envelope import Envelope, encode
from schemas.events import PageFetched
from schemas.packed import BODY_MAX_BYTES
from schemas.passport import Passport
from schemas.pipeline import FETCHED
from schemas.submission import ATTRS_MAX_BYTES
from services.settings import BadSettings, Settings, read_settings
from services.stage.kafka.options import client_options, faust_credentials
from services.stage.kafka.produce.record_batches import size_of

BAD = [
    # variable, value, the bad part, the example
    ("FETCH_ALLOWED_NETWORKS", "10.0.0.1/8", "`10.0.0.1/8`", "10.0.0.0/8"),
    ("FETCH_ALLOWED_NETWORKS", "10.0.0.0/8,intranet", "`intranet`", "10.0.0.0/8"),
    ("FETCH_ALLOWED_PORTS", "http", "`http`", "80,443,8080"),
    ("FETCH_ALLOWED_PORTS", "80,65536", "`65536`", "80,443,8080"),
    ("FETCH_ALLOWED_PORTS", "80,any", "`any`", "80,443,8080"),
    ("FETCH_ALLOWED_PORTS", "", "none", "80,443,8080"),
    ("FETCH_DNS_SERVERS", "9.9.9.9,dns.example", "`dns.example`", "9.9.9.9,[2620:fe::fe]:53"),
    ("FETCH_DNS_SERVERS", "9.9.9.9:dns", "`9.9.9.9:dns`", "9.9.9.9,[2620:fe::fe]:53"),
    ("FETCH_RETRY_DELAYS_SECONDS", "60,10m", "`10m`", "60,600,3600"),
    ("FETCH_RETRY_DELAYS_SECONDS", "60,-1", "`-1`", "60,600,3600"),
    ("FETCH_RETRY_DELAYS_SECONDS", "nan", "`nan`", "60,600,3600"),
    ("KAFKA", "one:9092,two:x", "`two:x`", "kafka-1:9092,kafka-2:9092"),
    ("KAFKA", "kafka://one:9092", "`kafka://one:9092`", "kafka-1:9092,kafka-2:9092"),
    ("KAFKA", " , ", "none", "kafka-1:9092,kafka-2:9092"),
    ("STORE", "mysql://u:secret@h/db", "`mysql`", "sqlite:///"),
    ("STORE", "sqlite://state/here", "three slashes", "sqlite:///.run/state"),
    ("STORE", "postgresql://h/db", "names no user", "postgresql://user:password@"),
    ("STORE", "postgresql://u:p@h1:1,h2:2/db", "one host", "postgresql://user:password@"),
    ("STORE", "postgresql://u:p?secret@h/db", "%3F", "postgresql://user:password@"),
    ("CONSOLE_TOKEN", "a b", "visible ASCII", "pattern"),
    ("SINK_FILES_FOLDER", "", "no folder", "./here"),
    ("FETCH_CONTACT", "me@a.org\nX-Other: 1", "line break", "me@a.org"),
]


@pytest.mark.parametrize("name", ["rules_file", "kafka_ca_file", "fetch_signing_key"])
def test_an_empty_file_is_none_and_not_the_present_folder(name: str) -> None:
    assert getattr(read_settings(**{name: ""}), name) is None


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e999"])
def test_no_number_is_endless(value: str) -> None:
    """A delay without end would hold every host for good."""
    with pytest.raises(BadSettings, match="NEWSREEL_FETCH_DELAY_SECONDS"):
        read_settings(fetch_delay_seconds=value)


@pytest.mark.parametrize(("variable", "value", "part", "example"), BAD)
def test_a_bad_list_is_named_with_its_bad_part_and_an_example(
    variable: str, value: str, part: str, example: str
) -> None:
    with pytest.raises(BadSettings) as wrong:
        read_settings(**{variable.lower(): value})
    said = str(wrong.value)
    assert said.startswith(f"NEWSREEL_{variable}: ")
    assert part in said
    assert example in said
    assert "\n" not in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ("ssl=require", "ssl `require`"),
        ("ssl=1", "ssl `1`"),
        ("sslrootcert={no_pem}", "sslrootcert `{no_pem}` cannot be used"),
        ("sslmode=require&sslcert={no_pem}", "sslcert `{no_pem}` cannot be used"),
    ],
)
def test_tls_of_the_store_that_cannot_be_had_is_a_wrong_setting(
    options: str, part: str, tmp_path: Path
) -> None:
    no_pem = tmp_path / "no.pem"
    no_pem.write_text("no certificate")
    url = "postgresql://u:secret@h/db?" + options.format(no_pem=no_pem)
    with pytest.raises(BadSettings) as wrong:
        read_settings(store=url)
    said = str(wrong.value)
    assert part.format(no_pem=no_pem) in said
    assert "secret" not in said
    assert "\n" not in said


@pytest.mark.parametrize("file", ["ca", "cert"])
@pytest.mark.parametrize("exists", [True, False])
def test_a_file_of_kafka_s_that_cannot_be_used_is_a_wrong_setting(
    file: str, exists: bool, tmp_path: Path
) -> None:
    no_pem = tmp_path / "no.pem"
    if exists:
        no_pem.write_text("no certificate")
    values = {"kafka_security_protocol": "SSL", f"kafka_{file}_file": no_pem}
    with pytest.raises(BadSettings, match=rf"NEWSREEL_KAFKA_{file.upper()}_FILE.* is '{no_pem}': "):
        client_options(read_settings(**values))


@pytest.mark.parametrize(
    ("given", "lacking"),
    [({}, "USERNAME"), ({"kafka_sasl_username": "u"}, "PASSWORD")],
)
@pytest.mark.parametrize("of", [client_options, faust_credentials])
def test_a_login_to_kafka_without_user_or_password_is_a_wrong_setting(
    of: Callable[[Settings], object], given: dict[str, str], lacking: str
) -> None:
    settings = read_settings(kafka_security_protocol="SASL_PLAINTEXT", **given)
    with pytest.raises(BadSettings, match=f"NEWSREEL_KAFKA_SASL_{lacking} is needed with PLAIN"):
        of(settings)


def test_a_bad_single_value_is_named_too() -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_HTTP_PORT is 'x'"):
        read_settings(http_port="x")


def test_a_bad_value_that_may_hold_a_password_is_not_told() -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_SCHEMA_REGISTRY_URL: ") as wrong:
        read_settings(schema_registry_url="ftp://user:s3cret@host")
    assert "s3cret" not in str(wrong.value)


def test_a_page_may_not_be_larger_than_its_message_carries() -> None:
    assert read_settings(fetch_body_max_bytes=BODY_MAX_BYTES)
    wanted = f"NEWSREEL_FETCH_BODY_MAX_BYTES is '20000000': .* equal to {BODY_MAX_BYTES}"
    with pytest.raises(BadSettings, match=wanted):
        read_settings(fetch_body_max_bytes="20000000")


def test_the_largest_page_fits_into_its_message_though_it_does_not_compress() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    attrs = {"a": "x" * ATTRS_MAX_BYTES}
    passport = Passport(submission_id="s", submitted_url="u", submitted_at=at, attrs=attrs)
    page = PageFetched(
        url="u", final_url="u", host="h", site="h", fetched_at=at, body=os.urandom(BODY_MAX_BYTES)
    )
    message = encode(Envelope("id", "newsreel/fetch", at, passport, page), page.site)
    assert BODY_MAX_BYTES < size_of(message) < FETCHED.max_message_bytes


def test_the_fault_is_found_in_the_environment_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREEL_FETCH_ALLOWED_NETWORKS", "10.0.0.1/8")
    with pytest.raises(BadSettings, match="NEWSREEL_FETCH_ALLOWED_NETWORKS"):
        read_settings()


GOOD = [
    ("fetch_allowed_networks", "10.0.0.0/8, fd00::/8",
     (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))),
    ("fetch_allowed_networks", "127.0.0.1", (ip_network("127.0.0.1/32"),)),
    ("fetch_allowed_networks", "", ()),
    ("fetch_allowed_ports", " 80 , 8080 ,", (80, 8080)),
    ("fetch_allowed_ports", "any", None),
    ("fetch_allowed_ports", ("80", "443"), (80, 443)),
    ("fetch_dns_servers", "9.9.9.9, [::1]:5353,::1,127.0.0.1:53",
     ("9.9.9.9", "[::1]:5353", "::1", "127.0.0.1:53")),
    ("fetch_retry_delays_seconds", "1, 2.5", (1.0, 2.5)),
    ("fetch_retry_delays_seconds", "", ()),
    ("kafka", "one:9092, two , [::1]:9092", "one:9092,two,[::1]:9092"),
    ("store", "postgresql://u:p@h:5432/db", "postgresql://u:p@h:5432/db"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "read"), GOOD)
def test_a_list_is_read_with_blanks_around_its_parts(
    field: str, value: object, read: object
) -> None:
    assert getattr(read_settings(**{field: value}), field) == read


def test_the_defaults_are_what_the_lists_would_read() -> None:
    assert Settings.model_fields["fetch_allowed_ports"].default == (80, 443)
    assert Settings().fetch_retry_delays_seconds == (60, 600, 3600, 10_800, 28_800)
