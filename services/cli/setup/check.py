"""`newsreel check`: is all in place? One line for each thing, an exit code for CI."""

import asyncio
import os
import re
import socket
import time
from collections.abc import Callable
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
from services.cli.setup.stores import HOMES, standings
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
    looks = [*LOOKS]
    if settings.fetch_signing_key is not None:
        looks.append(_signing)
    if settings.enrich_models:
        looks.append(_models)
    findings = [found_of(look, settings) for look in looks]
    findings += await _kafka(settings)
    for found in findings:
        show(found, console)
    return 1 if any(found.wrong for found in findings) else 0


def found_of(look: Callable[[Settings], str], settings: Settings) -> Finding:
    """Look at one thing; a look raises where it is wrong."""
    name = look.__name__.removeprefix("_")
    try:
        return Finding(name, look(settings))
    except (Problem, BadSettings, StoreDamaged) as error:
        return Finding(name, str(error), wrong=True)


def show(found: Finding, console: Console) -> None:
    """Print a finding: `ok` or `WRONG`, the thing, what was found."""
    line = Text("WRONG" if found.wrong else "ok   ", "red" if found.wrong else "green")
    print_line(line.append(f"  {found.name:<10} {runnable(found.text)}", "default"), console)


def _settings(settings: Settings) -> str:
    if wrong := [*misspelt(os.environ), *without_effect(settings)]:
        raise Problem("; ".join(wrong))
    count = sum(name.startswith(PREFIX) for name in os.environ)
    return f"NEWSREEL_* variables: {count}, all of them known and valid"


def _contact(settings: Settings) -> str:
    contact = settings.fetch_contact
    if not contact:
        return "none (NEWSREEL_FETCH_CONTACT): set it before you fetch"
    host = host_in(contact) or contact.rpartition("@")[2]
    if _EXAMPLE.search(host.lower()):
        why = "an example's name, which reaches nobody (NEWSREEL_FETCH_CONTACT)"
        raise Problem(f"{contact}: {why}")
    return contact


def _rules(settings: Settings) -> str:
    rules = read_rules(settings.rules_file)
    if settings.rules_file is None:
        return "no file (NEWSREEL_RULES_FILE): the defaults"
    counts = f"blocked hosts: {len(rules.blocked_hosts)}, hosts with rules: {len(rules.hosts)}"
    return f"{settings.rules_file}: {counts}"


def _signing(settings: Settings) -> str:
    signing(settings)
    return f"with {settings.fetch_signing_key}"


def _models(settings: Settings) -> str:
    check_installed(settings)
    return f"installed: {', '.join(settings.enrich_models)}"


def _store(settings: Settings) -> str:
    try:
        found = list(standings(settings, HOMES))
    except OSError as error:
        raise Problem(f"{error.filename}: {error.strerror} (NEWSREEL_STORE)") from error
    for each in found:
        schema.require_tables(each)
    if not (behind := [each for each in found if not each.is_current]):
        return "answers; all tables are up to date"
    what = "; ".join(map(str, behind))
    if all(each.empty for each in found):
        what = "answers; it has no tables yet"
    if settings.store_upgrade is not False and "sqlite" in settings.store:
        return f"{what}: the services make them at their start"
    raise Problem(f"{what}: `newsreel store upgrade`")


def _port(settings: Settings) -> str:
    address = f"{settings.http_host}:{settings.http_port}"
    if settings.http_port == 0:
        return f"{settings.http_host}, each process takes a free one"
    ours = {note.port for note in read_port_files(settings.run_dir)}
    family = socket.AF_INET6 if ":" in settings.http_host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.http_host, settings.http_port))
    except OSError as error:
        if settings.http_port in ours:
            return f"{address} is served by a stage that runs here"
        raise Problem(f"{address}: {error.strerror} (NEWSREEL_HTTP_PORT)") from error
    return f"{address} is free"


def _stages(settings: Settings) -> str:
    running = sorted({note.stage for note in read_port_files(settings.run_dir)})
    return f"running here: {', '.join(running) or 'none'}"


def _clock(settings: Settings) -> str:
    """Compare this clock with the store's, where that is another machine's."""
    here = unix()
    said = from_unix(here)
    if settings.store.startswith("sqlite"):
        return f"{said}; no other clock to compare it with"
    try:
        with connected(settings, "ledger") as connection:
            there = float(connection.execute(text("select extract(epoch from now())")).scalar_one())
    except Problem:
        return f"{said}; the store's clock cannot be read"
    said += f"; the store's is {there - here:+.1f} s off"
    if abs(there - here) > CLOCK_OFF_SECONDS:
        raise Problem(said)
    return said


LOOKS = (_settings, _contact, _rules, _store, _port, _stages, _clock)
"""What is looked at always; a line has the name of its look."""


async def _kafka(settings: Settings) -> list[Finding]:
    asked_at = time.monotonic()
    try:
        async with asyncio.timeout(KAFKA_SECONDS), TopicAdmin(settings) as admin:
            differences = await admin.differences()
    except (KafkaUnavailable, TimeoutError) as error:
        return [Finding("kafka", unanswered(settings, error, "See NEWSREEL_KAFKA"), wrong=True)]
    seconds = time.monotonic() - asked_at
    found = Finding("kafka", f"{settings.kafka} answers ({seconds:.1f} s)")
    topics = [Finding("topics", line, wrong=True) for line in differences]
    return [found, *(topics or [Finding("topics", "all match the contract")])]
