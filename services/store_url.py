"""What a PostgreSQL URL says beyond its address: TLS, in libpq's words (`sslmode` and its kin)."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

EXAMPLE = "for example postgresql://user:password@host:5432/database?sslmode=verify-full"

OTHERS = frozenset({"channel_binding", "connect_timeout", "target_session_attrs"})
"""Options that come with the URLs of managed databases, and that need nothing from us: the driver
binds channels by itself, and time limits and standbys are handled by the store."""

MODES = ("disable", "allow", "prefer", "no-verify", "require", "verify-ca", "verify-full")
FILES = ("sslrootcert", "sslcert", "sslkey")


@dataclass(frozen=True, slots=True)
class Tls:
    """How to talk to PostgreSQL. Where TLS is asked for, the server's certificate is checked.

    That is stricter than libpq, whose `require` takes any certificate; ask for that with
    `no-verify`.
    """

    mode: str = "prefer"
    root: str | None = None
    """CA certificates, PEM; None or `system`: those of the machine."""
    cert: str | None = None
    key: str | None = None

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


def split(url: str) -> tuple[str, Tls, dict[str, str]]:
    """Return the URL without options, what it says of TLS, and what is left for the driver.

    `ValueError` names an option that is wrong or not known.
    """
    address, _, query = url.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    tls = _tls(options)
    left = {k: v for k, v in options.items() if k not in ("sslmode", *FILES) and k not in OTHERS}
    for name in left.keys() - {"application_name"}:
        raise ValueError(f"the option `{name}` is not known; {EXAMPLE}")
    return address, tls, left


def _tls(options: Mapping[str, str]) -> Tls:
    mode = options.get("sslmode", "prefer")
    if mode not in MODES:
        raise ValueError(f"sslmode `{mode}` is not one of {', '.join(MODES)}")
    for name in FILES:
        path = options.get(name)
        if path and path != "system" and not Path(path).is_file():
            raise ValueError(f"{name} names `{path}`, which is not a file")
    files = {name.removeprefix("ssl"): options.get(name) for name in FILES}
    return Tls(mode, files["rootcert"], files["cert"], files["key"])


def checked(value: str) -> str:
    """Check a store's URL as far as it can be before a connection; never repeat its password."""
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite":
        return value
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
