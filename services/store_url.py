"""The store's URL: what is checked of it, and what it says to the driver beyond its address.

TLS, a socket and options are in libpq's words, as managed databases hand their URLs out.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

EXAMPLE = "for example postgresql://user:password@host:5432/database?sslmode=verify-full"

OTHERS = frozenset({
    "channel_binding", "client_encoding", "connect_timeout", "connection_limit",
    "fallback_application_name", "gssencmode", "gsslib", "keepalives", "keepalives_count",
    "keepalives_idle", "keepalives_interval", "krbsrvname", "load_balance_hosts",
    "max_conn_lifetime", "pool_max_conns", "pool_min_conns", "pool_timeout", "sslcompression",
    "sslsni", "supa", "target_session_attrs", "tcp_user_timeout", "uselibpqcompat",
})  # fmt: skip
"""Options that come with the URLs of managed databases, and that need nothing from us: the driver
binds channels by itself, time limits and standbys are handled by the store, which holds one
connection, or two."""

OURS = frozenset(
    ("sslmode", "ssl", "host", "user", "password", "schema", "application_name", "pgbouncer")
)

POOLER = (
    "`pgbouncer=true` marks the address of a pooler by transaction, which loses prepared"
    " statements; use the address of the database itself, or of the pooler by session"
)

PARAMETERS = ("options", "search_path", "statement_timeout", "lock_timeout", "timezone")
"""What the server itself takes at the start of a session."""

MODES = ("disable", "allow", "prefer", "no-verify", "require", "verify-ca", "verify-full")
FILES = ("sslrootcert", "sslcert", "sslkey")


@dataclass(frozen=True, slots=True)
class Tls:
    """How to talk to PostgreSQL. Where TLS is asked for, the server's certificate is checked.

    That is stricter than libpq, whose `require` takes any certificate; ask for that with
    `no-verify`.
    """

    mode: str
    root: str | None
    """CA certificates, PEM; None or `system`: those of the machine."""
    cert: str | None
    key: str | None

    def context(self) -> ssl.SSLContext | bool | None:
        """Return pg8000's `ssl_context`: False is no TLS, None is TLS where it is offered."""
        if self.mode == "disable":
            return False
        if self.mode in ("allow", "prefer") and not (self.root or self.cert):
            return None
        root = None if self.root == "system" else self.root
        context = ssl.create_default_context(cafile=root)
        context.check_hostname = self.mode not in ("no-verify", "verify-ca")
        if self.mode == "no-verify":
            context.verify_mode = ssl.CERT_NONE
        if self.cert:
            context.load_cert_chain(self.cert, self.key)
        return context


def split(url: str) -> tuple[str, dict[str, Any]]:
    """Return the URL without options, and what they say in the words of the driver (pg8000).

    `ValueError` names an option that is wrong or not known.
    """
    address, _, query = url.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    _refuse_unknown(options)
    _, has_login, place = address.partition("://")[2].rpartition("@")
    arguments = _way(options, place.partition("/")[0])
    if not has_login:
        arguments |= _login(options)
    if name := options.get("application_name"):
        arguments["application_name"] = name
    if parameters := _parameters(options):
        arguments["startup_params"] = parameters
    return address, arguments


def _way(options: Mapping[str, str], host: str) -> dict[str, Any]:
    """Say how to get there: over TLS or not, or by a socket's folder and the port that names it."""
    if "," in host:
        raise ValueError(f"one host is taken, not several; {EXAMPLE}")
    if folder := options.get("host"):
        port = host.partition(":")[2] or "5432"
        return {"ssl_context": False, "unix_sock": f"{folder}/.s.PGSQL.{port}"}
    return {"ssl_context": _context(options)}


def _login(options: Mapping[str, str]) -> dict[str, Any]:
    if not options.get("user"):
        raise ValueError(f"it names no user; {EXAMPLE}")
    return {"user": options["user"], "password": options.get("password")}


def _parameters(options: Mapping[str, str]) -> dict[str, str]:
    """Return what the server takes at the start of a session; `schema` is how Prisma says it."""
    given = {name: options[name] for name in PARAMETERS if options.get(name)}
    return given | ({"search_path": options["schema"]} if options.get("schema") else {})


def _refuse_unknown(options: Mapping[str, str]) -> None:
    if any("@" in name for name in options):
        raise ValueError(f"write what is special in its password as %3F for `?`; {EXAMPLE}")
    if options.get("pgbouncer") == "true":
        raise ValueError(POOLER)
    if not options.get("host", "/").startswith("/"):
        raise ValueError(f"the option `host` is for the folder of a socket; {EXAMPLE}")
    for name in options.keys() - OURS - {*PARAMETERS, *FILES, *OTHERS}:
        raise ValueError(f"the option `{name}` is not known; {EXAMPLE}")


def _context(options: Mapping[str, str]) -> ssl.SSLContext | bool | None:
    try:
        return _tls(options).context()
    except OSError as error:  # `ssl.SSLError` is one
        files = ", ".join(f"{name} `{options[name]}`" for name in FILES if options.get(name))
        raise ValueError(f"{files or 'TLS'} cannot be used: {error.strerror or error}") from None


def _tls(options: Mapping[str, str]) -> Tls:
    if (ssl_word := options.get("ssl", "false")) not in ("true", "false"):
        raise ValueError(f"ssl `{ssl_word}` is neither `true` nor `false`; {EXAMPLE}")
    mode = options.get("sslmode") or ("require" if options.get("ssl") == "true" else "prefer")
    if mode not in MODES:
        raise ValueError(f"sslmode `{mode}` is not one of {', '.join(MODES)}")
    for name in FILES:
        path = options.get(name)
        if path and path != "system" and not Path(path).is_file():
            raise ValueError(f"{name} names `{path}`, which is not a file")
    files = {name.removeprefix("ssl"): options.get(name) for name in FILES}
    return Tls(mode, files["rootcert"], files["cert"], files["key"])


def _folder_url(value: str) -> str:
    """Check that what names a folder has no host, which would become part of its path."""
    if not value.startswith("sqlite:///"):
        raise ValueError(
            "the folder stands behind three slashes; for example sqlite:///.run/state or, from the"
            " root, sqlite:////var/lib/newsreel"
        )
    return value


def checked(value: str) -> str:
    """Check a store's URL as far as it can be before a connection; never repeat its password."""
    scheme, colon, rest = value.partition("://")
    if not (colon and rest and scheme in ("sqlite", "postgresql", "postgres")):
        what = f"`{scheme}`" if colon else "what it names"
        raise ValueError(
            f"{what} is not a store; for example sqlite:///.run/state or"
            " postgresql://user:password@host:5432/database"
        )
    if scheme == "sqlite":
        return _folder_url(value)
    if find_spec("pg8000") is None:
        raise ValueError(
            "the driver for PostgreSQL is missing; the extra newsreel[postgres] has it"
        )
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    split(value)
    try:
        url = make_url(f"postgresql://{rest.partition('?')[0]}")
    except (ArgumentError, ValueError):
        raise ValueError(f"its host or port cannot be read; {EXAMPLE}") from None
    if url.host and (set(url.host) & set("[]@/") or not 0 <= (url.port or 0) <= 65_535):
        raise ValueError(f"its host or port cannot be read; {EXAMPLE}")
    return value
