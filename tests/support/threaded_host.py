"""A host in a thread, for tests that wait on other processes."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Reply(NamedTuple):
    """What the host sends, as `text/html`."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Answer = Callable[[str, Mapping[str, str]], Reply]
"""Given a request's path and headers."""


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Run the host for as long as the block lasts; gives its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "text/html"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
