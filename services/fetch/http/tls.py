"""TLS: verified with the system's roots, and its handshake timed."""

import ssl
from typing import Any

from services.fetch.http.timing import mark


class _TimedContext(ssl.SSLContext):
    """Marks the begin of each handshake: asyncio asks for the BIO once TCP is connected."""

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        mark("tls_begun")
        return super().wrap_bio(*args, **kwargs)


def tls_context(roots_file: str | None = None) -> ssl.SSLContext:
    """Make the context for verified hosts; `roots_file` (PEM) adds to the system's roots."""
    context = _timed()
    context.load_default_certs()
    if roots_file:
        context.load_verify_locations(roots_file)
    return context


def unverified_tls_context() -> ssl.SSLContext:
    """Make the context for hosts that an operator's rule excepts from verification."""
    context = _timed()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _timed() -> ssl.SSLContext:
    context = _TimedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context
