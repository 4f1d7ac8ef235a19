"""Scrapy that reads each page with trafilatura in its pipeline, as many people build it.

`python -m tests.harness.bench.peers.scrapy_site URLS PART PARTS`: crawls this part of the URLs in a
file, and prints how many items came and the seconds that this took.
"""

import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from trafilatura import bare_extraction
from trafilatura.settings import Document

SETTINGS = {
    "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
}  # fmt: skip
"""As polite as the services in this run: robots.txt, eight requests per host, no delay."""

items: list[str] = []


class Read:
    """The pipeline."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Take the article out of a page, and write it as one line."""
        found = bare_extraction(item["body"], url=item["url"], with_metadata=True)
        article = found.as_dict() if isinstance(found, Document) else {}
        items.append(json.dumps(article, default=str))
        return item


class Pages(Spider):
    """Asks for each URL once."""

    name = "pages"
    urls: ClassVar[list[str]] = []

    async def start(self) -> AsyncIterator[Request]:
        """Yield all of them."""
        for url in self.urls:
            yield Request(url, self.parse, dont_filter=True)

    def parse(self, response: Response) -> dict[str, Any]:
        """Hand the page to the pipeline."""
        return {"url": response.url, "body": response.body}


def main() -> None:
    """Crawl."""
    path, part, parts = sys.argv[1:]
    urls = Path(path).read_text("utf-8").split()[int(part) :: int(parts)]
    # the class, not its name: by name this module would be imported once more
    process = CrawlerProcess(SETTINGS | {"ITEM_PIPELINES": {Read: 1}})
    process.crawl(Pages, urls=urls)
    started = time.perf_counter()
    process.start()
    print(json.dumps({"items": len(items), "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
