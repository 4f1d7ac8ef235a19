"""Connecting to the store; one that does not answer is one clear line."""

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from services.cli.errors import Problem
from services.settings import Settings
from services.stage.store.database import (
    SOCKET_TIMEOUT_SECONDS,
    advice,
    database_url,
    is_unavailable,
    message,
    open_engine,
    server_answer,
)

CA = " names the authority that issued it, sslmode=no-verify takes any"
T = TypeVar("T")
_PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*(?=@)|([?&]password=)[^&]*")


@contextmanager
def connected(
    settings: Settings, service: str, timeout_seconds: float | None = SOCKET_TIMEOUT_SECONDS
) -> Iterator[Connection]:
    """Open a service's database for one transaction; a clear `Problem` where it does not answer."""
    engine = open_engine(database_url(settings.store, service), timeout_seconds)
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, OSError) as error:
        if isinstance(error, DBAPIError) and error.statement and not is_unavailable(error):
            raise
        raise Problem(f"the store does not answer ({said(error)}); see NEWSREEL_STORE") from error
    finally:
        engine.dispose()


def read_if_made(
    settings: Settings, service: str, table: Table, read: Callable[[Connection], T]
) -> T | None:
    """Read from a service's table; None where the service has not made it yet."""
    with connected(settings, service) as connection:
        is_made = connection.dialect.has_table(connection, table.name)
        return read(connection) if is_made else None


def read_if_answered(
    settings: Settings, service: str, table: Table, read: Callable[[Connection], T]
) -> T | None:
    """Read as `read_if_made` does; None also where the store does not answer."""
    with suppress(Problem):
        return read_if_made(settings, service, table, read)
    return None


def said(error: Exception) -> str:
    """Say in one line why there is no connection: the server's words, else the socket's."""
    if isinstance(error, DBAPIError) and "M" in server_answer(error):
        return message(error)
    reason = getattr(error, "orig", None) or error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is refused: {reason.verify_message}; sslrootcert=FILE{CA}"
    if isinstance(cause := reason.__cause__, OSError) and cause.strerror:
        told = str(reason.args[0]) if reason.args else ""
        return f"{address_in(told)}{cause.strerror.lower()}"
    told = str(reason).splitlines()[0][:200]
    return told + advice(error) if isinstance(error, DBAPIError) else told


def address_in(told: str) -> str:
    """Find the host and port in pg8000's words, `host:port: `; empty where they are not there."""
    found = re.search(r"host (\S+) and port (\d+)", told)
    return f"{found[1]}:{found[2]}: " if found else ""


def without_password(url: str) -> str:
    """Put `***` in the place of a URL's password."""
    return _PASSWORD.sub(r"\1\2***", url)
