"""Why a server did not answer, in few words of our own: those of clients are for programmers."""

import os
import ssl

import aiohttp

NOT_HTTP = "what answers does not speak HTTP"
NOT_JSON = "what it says is not JSON"


def why_silent(error: Exception) -> str:
    """Say why a connection, or a request over HTTP, came to nothing."""
    if isinstance(error, TimeoutError):
        return "nothing came in time"
    if isinstance(error, aiohttp.ClientResponseError):
        # the status is the client's own where it could not read the answer
        return NOT_HTTP if error.__cause__ is not None else f"status {error.status}"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the connection was closed"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return NOT_JSON
    return _why_unconnected(error)


def _why_unconnected(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        refused = error.certificate_error
        return f"its certificate is refused: {getattr(refused, 'verify_message', refused)}"
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    if isinstance(error, ssl.SSLError):
        return f"no TLS there ({(error.reason or 'unknown').replace('_', ' ').lower()})"
    if isinstance(error, OSError) and error.strerror:
        # asyncio has words of its own for an errno; a name that is not known has none
        known = error.errno is not None and error.errno > 0
        return (os.strerror(error.errno or 0) if known else error.strerror).lower()
    return f"{error}" or type(error).__name__
