"""An endpoint as its owner would write it: it verifies with the official library, once an id."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
Status = int | tuple[int, Mapping[str, str]]


@dataclass
class Receiver:
    """What has come, and what is answered."""

    answer: Callable[[int], Status] = lambda number: 204
    """Given the number of the request, 0 the first: a status, with or without headers."""
    secret: str = SECRET
    url: str = ""
    requests: list[str] = field(default_factory=list)
    """Ids, in the order of their coming."""
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Id → the body of what was taken."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, body: bytes, headers: dict[str, str]) -> tuple[int, Mapping[str, str]]:
        """Verify a request and answer it."""
        Webhook(self.secret).verify(body, headers)
        key = headers["webhook-id"]
        with self.lock:
            said = self.answer(len(self.requests))
            status, more = said if isinstance(said, tuple) else (said, {})
            self.requests.append(key)
            if 200 <= status < 300:
                self.taken[key] = json.loads(body)
        return status, more


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """Serve it on loopback for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, more = receiver.take(body, headers)
            except Exception:
                status, more = 401, {}
            self.send_response(status)
            for name, value in {**more, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
