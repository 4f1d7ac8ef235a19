"""One process that does nothing but call a library, page by page, from memory.

`PYTHON reader.py LIBRARY FOLDER COUNT PART PARTS`, with any interpreter that has the library: says
"ready", waits for a line on stdin, reads the pages and prints the seconds that this took.
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

Read = Callable[[bytes, str], object]
WARM_UP_PAGES = 12


def trafilatura() -> Read:
    """The library under us, with metadata."""
    from trafilatura import bare_extraction

    return lambda page, url: bare_extraction(page, url=url, with_metadata=True)


def newspaper4k() -> Read:
    """Download nothing, parse the page."""
    import newspaper

    def read(page: bytes, url: str) -> object:
        article = newspaper.Article(url, fetch_images=False)  # which it would ask the web for
        article.download(input_html=page.decode("utf-8", "replace"))
        return article.parse()

    return read


def news_please() -> Read:
    """Its extractors over a page that is there already; its images, too, it would download."""
    from newsplease import NewsPlease  # type: ignore[import-not-found]

    return lambda page, url: NewsPlease.from_html(
        page.decode("utf-8", "replace"), url=url, fetch_images=False
    )


READERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "news-please": news_please}


def main() -> None:
    """Read this process' part of the pages."""
    library, folder, count, part, parts = sys.argv[1:]
    warnings.simplefilter("ignore")
    read = READERS[library]()
    pages = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    warm = [attempt(read, page, "https://example.org/") for page in pages[:WARM_UP_PAGES]]
    if not any(warm):
        sys.exit(f"{library} could read none of the first pages")
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    for number in range(int(part), int(count), int(parts)):
        attempt(read, pages[number % len(pages)], f"https://example.org/{number}")
    print(time.perf_counter() - started, flush=True)


def attempt(read: Read, page: bytes, url: str) -> bool:
    """Read a page and say whether it could be; one that a library fails on counts as read."""
    try:
        read(page, url)
    except Exception as error:
        print(f"{url}: {error!r}"[:200], file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    main()
