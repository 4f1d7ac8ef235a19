"""How Newsreel talks to Kafka: one place for addresses, security and timeouts."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import faust
from faust.auth import OAuthCredentials
from faust.types.auth import CredentialsT

from services.settings import BadSettings, Settings
from services.stage.kafka.patches import (
    closed_connections,
    header_names,
    metadata_pace,
    sasl_refusals,
    swallowed_cancels,
)
from services.stage.kafka.tokens import CommandTokens

for patch in (closed_connections, header_names, metadata_pace, sasl_refusals, swallowed_cancels):
    patch.install()

TOKENS = "OAUTHBEARER"


def client_options(settings: Settings) -> dict[str, Any]:
    """Return the options that every aiokafka client shares."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka.split(","),
        "request_timeout_ms": int(settings.kafka_request_timeout_seconds * 1000),
        "security_protocol": settings.kafka_security_protocol,
    }
    if settings.kafka_security_protocol.endswith("SSL"):
        options["ssl_context"] = ssl_context(settings)
    if settings.kafka_security_protocol.startswith("SASL"):
        options["sasl_mechanism"] = settings.kafka_sasl_mechanism
        if settings.kafka_sasl_mechanism == TOKENS:
            options["sasl_oauth_token_provider"] = tokens(settings)
        else:
            options["sasl_plain_username"], options["sasl_plain_password"] = login(settings)
    return options


def login(settings: Settings) -> tuple[str, str]:
    """Return user and password; raise `BadSettings` where one of them is not named."""
    user, password = settings.kafka_sasl_username, settings.kafka_sasl_password
    if not (user and password):
        lacking = "PASSWORD" if user else "USERNAME"
        with_what = settings.kafka_sasl_mechanism
        raise BadSettings(f"NEWSREEL_KAFKA_SASL_{lacking} is needed with {with_what}")
    return user, password


def tokens(settings: Settings) -> CommandTokens:
    """Return where OAUTHBEARER has its tokens from; raise `BadSettings` where none is named."""
    command = settings.kafka_token_command
    if not command:
        raise BadSettings("NEWSREEL_KAFKA_TOKEN_COMMAND is needed with OAUTHBEARER")
    try:
        return _tokens_of(command)
    except ValueError as error:
        raise BadSettings(f"NEWSREEL_KAFKA_TOKEN_COMMAND: {error}") from None


@cache
def _tokens_of(command: str) -> CommandTokens:
    """Make the tokens that all clients of a process share."""
    return CommandTokens(command)


def ssl_context(settings: Settings) -> ssl.SSLContext:
    """Make the TLS context that the settings describe, or raise `BadSettings`."""
    ca, cert, key = settings.kafka_ca_file, settings.kafka_cert_file, settings.kafka_key_file
    with _told_of("NEWSREEL_KAFKA_CA_FILE", ca):
        context = ssl.create_default_context(cafile=str(ca) if ca else None)
    if cert:
        with _told_of("NEWSREEL_KAFKA_CERT_FILE, or NEWSREEL_KAFKA_KEY_FILE,", cert):
            context.load_cert_chain(cert, key)
    return context


@contextmanager
def _told_of(variable: str, file: Path | None) -> Iterator[None]:
    """Name the variable whose file cannot be used."""
    try:
        yield
    except OSError as error:  # `ssl.SSLError` is one
        raise BadSettings(f"{variable} is '{file}': {error.strerror or error}") from None


def faust_credentials(settings: Settings) -> CredentialsT | None:
    """Return the same security as Faust takes it."""
    options = client_options(settings)
    context = options.get("ssl_context")
    if provider := options.get("sasl_oauth_token_provider"):
        return OAuthCredentials(oauth_cb=provider, ssl_context=context)
    if mechanism := options.get("sasl_mechanism"):
        return faust.SASLCredentials(
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            mechanism=mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context=context) if context else None
