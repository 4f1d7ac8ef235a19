"""`newsreel check`: is all in place? One line for each thing, an exit code for CI."""

import asyncio
import os
import re
import socket
import time
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text
from sqlalchemy import text

from schemas.url.hosts import host_in
from services.cli.clients.kafka import unanswered
from services.cli.clients.store import connected
from services.cli.errors import Problem
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.cli.output.times import from_unix
from services.cli.setup.stores import all_tables
from services.cli.setup.without_effect import without_effect
from services.clock import unix
from services.enrich_models import check_installed
from services.fetch.signing.wanted import signing
from services.misspelt import misspelt
from services.policy.rules_file import read_rules
from services.settings import PREFIX, BadSettings, Settings
from services.stage.health.process_registry import read_port_files
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.topics import TopicAdmin
from services.stage.store import schema
from services.stage.store.errors import StoreDamaged

KAFKA_SECONDS = 10.0
CLOCK_OFF_SECONDS = 5.0
"""A clock that is further off than this writes submission times that mislead."""

_EXAMPLE = re.compile(r"(^|\.)example(\.(com|net|org|edu))?$")
"""Names for documents (RFC 2606, RFC 6761)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; `wrong` makes the command fail."""

    name: str
    text: str
    wrong: bool = False


async def check(settings: Settings, console: Console) -> int:
    """Print one line for each thing; exit code 1 where one is wrong."""
    findings = [
        look(settings) for look in (_variables, _contact, _rules, _store, _port, _stages, _clock)
    ]
    if settings.fetch_signing_key is not None:
        findings.append(_signing(settings))
    if settings.enrich_models:
        findings.append(_models(settings))
    findings += await _kafka(settings)
    for found in findings:
        show(found, console)
    return 1 if any(found.wrong for found in findings) else 0


def show(found: Finding, console: Console) -> None:
    """Print a finding: `ok` or `WRONG`, the thing, what was found."""
    line = Text("WRONG" if found.wrong else "ok   ", "red" if found.wrong else "green")
    print_line(line.append(f"  {found.name:<10} {runnable(found.text)}", "default"), console)


def _variables(settings: Settings) -> Finding:
    if wrong := [*misspelt(os.environ), *without_effect(settings)]:
        return Finding("settings", "; ".join(wrong), wrong=True)
    count = sum(name.startswith(PREFIX) for name in os.environ)
    return Finding("settings", f"NEWSREEL_* variables: {count}, all of them known and valid")


def _contact(settings: Settings) -> Finding:
    contact = settings.fetch_contact
    if not contact:
        return Finding("contact", "none (NEWSREEL_FETCH_CONTACT): set it before you fetch")
    host = host_in(contact) or contact.rpartition("@")[2]
    if _EXAMPLE.search(host.lower()):
        why = "an example's name, which reaches nobody (NEWSREEL_FETCH_CONTACT)"
        return Finding("contact", f"{contact}: {why}", wrong=True)
    return Finding("contact", contact)


def _rules(settings: Settings) -> Finding:
    try:
        rules = read_rules(settings.rules_file)
    except BadSettings as error:
        return Finding("rules", str(error), wrong=True)
    if settings.rules_file is None:
        return Finding("rules", "no file (NEWSREEL_RULES_FILE): the defaults")
    counts = f"blocked hosts: {len(rules.blocked_hosts)}, hosts with rules: {len(rules.hosts)}"
    return Finding("rules", f"{settings.rules_file}: {counts}")


def _signing(settings: Settings) -> Finding:
    try:
        signing(settings)
    except BadSettings as error:
        return Finding("signing", str(error), wrong=True)
    return Finding("signing", f"with {settings.fetch_signing_key}")


def _models(settings: Settings) -> Finding:
    try:
        check_installed(settings)
    except BadSettings as error:
        return Finding("models", str(error), wrong=True)
    return Finding("models", f"installed: {', '.join(settings.enrich_models)}")


def _store(settings: Settings) -> Finding:
    try:
        behind: list[schema.Standing] = []
        for tables in all_tables():
            with connected(settings, tables.service) as connection:
                found = schema.standing(connection, tables.service, tables.metadata)
            schema.require_tables(found)
            if found.is_behind or found.is_ahead:
                behind.append(found)
    except OSError as error:
        why = f"{error.filename}: {error.strerror} (NEWSREEL_STORE)"
        return Finding("store", why, wrong=True)
    except (Problem, StoreDamaged) as error:
        return Finding("store", str(error), wrong=True)
    if not behind:
        return Finding("store", "answers; all tables are up to date")
    upgraded_at_start = settings.store_upgrade is not False and "sqlite" in settings.store
    how = (
        "the services make them at their start" if upgraded_at_start else "`newsreel store upgrade`"
    )
    if all(found.empty for found in behind) and len(behind) == len(all_tables()):
        what = "answers; it has no tables yet"
    else:
        what = "; ".join(map(str, behind))
    return Finding("store", f"{what}: {how}", wrong=not upgraded_at_start)


def _port(settings: Settings) -> Finding:
    address = f"{settings.http_host}:{settings.http_port}"
    if settings.http_port == 0:
        return Finding("port", f"{settings.http_host}, each process takes a free one")
    ours = {note.port for note in read_port_files(settings.run_dir)}
    family = socket.AF_INET6 if ":" in settings.http_host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.http_host, settings.http_port))
    except OSError as error:
        if settings.http_port in ours:
            return Finding("port", f"{address} is served by a stage that runs here")
        return Finding("port", f"{address}: {error.strerror} (NEWSREEL_HTTP_PORT)", wrong=True)
    return Finding("port", f"{address} is free")


def _stages(settings: Settings) -> Finding:
    running = sorted({note.stage for note in read_port_files(settings.run_dir)})
    return Finding("stages", f"running here: {', '.join(running) or 'none'}")


async def _kafka(settings: Settings) -> list[Finding]:
    asked_at = time.monotonic()
    try:
        async with asyncio.timeout(KAFKA_SECONDS), TopicAdmin(settings) as admin:
            differences = await admin.differences()
    except (KafkaUnavailable, TimeoutError) as error:
        return [Finding("kafka", unanswered(settings, error, "See NEWSREEL_KAFKA"), wrong=True)]
    seconds = time.monotonic() - asked_at
    found = [Finding("kafka", f"{settings.kafka} answers ({seconds:.1f} s)")]
    if differences:
        found += [Finding("topics", line, wrong=True) for line in differences]
    else:
        found.append(Finding("topics", "all match the contract"))
    return found


def _clock(settings: Settings) -> Finding:
    """Compare this clock with the store's, where that is another machine's."""
    here = unix()
    said = from_unix(here)
    if settings.store.startswith("sqlite"):
        return Finding("clock", f"{said}; no other clock to compare it with")
    try:
        with connected(settings, "ledger") as connection:
            there = float(connection.execute(text("select extract(epoch from now())")).scalar_one())
    except Problem:
        return Finding("clock", f"{said}; the store's clock cannot be read")
    off = there - here
    wrong = abs(off) > CLOCK_OFF_SECONDS
    return Finding("clock", f"{said}; the store's is {off:+.1f} s off", wrong)
