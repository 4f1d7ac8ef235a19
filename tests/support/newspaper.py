"""A newspaper of our own on loopback: any path is a distinct article."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = [
    "harbour",
    "council",
    "bridge",
    "orchard",
    "museum",
    "railway",
    "teacher",
    "weather",
    "market",
    "river",
    "volunteer",
    "theatre",
    "repair",
    "opened",
    "planned",
    "visitors",
    "budget",
    "winter",
    "evening",
    "festival",
    "question",
    "answer",
    "neighbour",
    "story",
]


PUBLISHED = "2026-03-14T09:00:00+00:00"
"""When every article says it was published: of those without a day there is no freshness."""


def article_html(path: str) -> str:
    """Return a page whose title and text depend on the path alone."""
    seed = hashlib.sha256(path.encode()).digest() * 8
    words = [WORDS[byte % len(WORDS)] for byte in seed]
    sentences = [" ".join(words[start : start + 12]) for start in range(0, 240, 12)]
    paragraphs = "".join(f"<p>The {sentence} of {path}.</p>" for sentence in sentences)
    title = f"News of {path}"
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="article:published_time" content="{PUBLISHED}"></head><body>'
        f"<nav><a href=/>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "</body></html>"
    )


class Newspaper:
    """The server; `url(path)` is where an article is found, `asked` how often each path was."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, str] = {}
        """By path; any other path has an article of its own."""
        self.asked: dict[str, int] = {}
        self.gone: set[str] = set()
        """Paths that are answered 410."""
        self.missing: set[str] = set()
        """Paths that are answered 404."""
        asked, gone, missing, pages = self.asked, self.gone, self.missing, self.pages

        class Handler(BaseHTTPRequestHandler):
            """Answers every GET; robots.txt allows everything."""

            def do_GET(self) -> None:
                """Serve an article, and count."""
                asked[self.path] = asked.get(self.path, 0) + 1
                html = "" if self.path == "/robots.txt" else article_html(self.path)
                body = pages.get(self.path, html).encode()
                status = 410 if self.path in gone else 404 if self.path in missing else 200
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._host = host
        self._server = ThreadingHTTPServer((host, 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        """Return the address of an article."""
        return f"http://{self._host}:{self._server.server_port}{path}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
