"""One address for each rule of whether a stated address can be the story's."""

import pytest

from schemas.url import Url, parse_url
from services.extract.metadata.addresses.address_parts import words_of
from services.extract.metadata.addresses.claim import Claim
from services.extract.metadata.addresses.story_rules import is_story

SITE = "https://www.lamp.example"
STORY = "/harbour/2025/05/the-lamp-is-lit-again"


def url_of(address: str) -> Url:
    return parse_url(address if address.startswith("https") else SITE + address)


@pytest.mark.parametrize(
    ("page", "stated", "is_the_storys"),
    [
        (STORY, STORY, True),
        (STORY, "/404", False),
        (STORY, "/search/lamp-is-lit-again", False),
        (STORY, "/tag/the-lamp-is-lit-again", False),
        ("/harbour/lamp", "/redacteur/ada", False),
        (STORY, "/harbour/2025/05/%%STORY_URL%%", False),
        (STORY, "/harbour/2025/05/@@permalink@@", False),
        (STORY, "/harbour/2025/05/$the_full_address", False),
        (STORY, "/__permalink__", False),
        (STORY, "/harbour/[[permalink]]", False),
        (STORY, "/harbour/%permalink%", False),
        (STORY, "/harbour/2025/05/%E2%80%9Elamp%E2%80%9C-lit-again", True),
        ("/@ada/lamp-lit-again-1", "/@ada/lamp-lit-again-2", True),
        (STORY, f"https://stage2.lamp.example{STORY}-2", False),
        (f"https://de.lamp.example{STORY}", f"https://en.lamp.example{STORY}", False),
        (STORY, f"https://lamp.example{STORY}-2", True),
        (STORY, f"{SITE}:8080{STORY}-2", False),
        (f"{STORY}?lang=de", f"{STORY}?lang=en", False),
        ("/news?id=991", "/news?id=991&from=feed", True),
        ("/news?id=991", "/news?id=992", False),
        ("/news?id=991", "/news", False),
        (f"{STORY}?id=991", STORY, True),
        ("/show.php?cat=771", "/show.php", False),
        ("/", STORY, True),
        ("/harbour/lamp", "/harbour/index.html", False),
        (STORY, "/?from=feed", False),
        ("/de/harbour/lamp", "/en/harbour/lamp", False),
        ("/de/lampe", "/lamp", False),
        (STORY, "/harbour/2025/", False),
        (STORY, "/harbour/2025/05/", False),
        (f"{STORY}/amp", STORY, True),
        (STORY, "/local/the-lamp-is-lit-again", True),
        ("/lamp", "/local/the-keeper-lights-it", True),
        ("/harbour", "/harbour/lamp", True),
        (STORY, "/harbour/boats", False),
        (STORY, "/harbour/2025/05/lamp-lit", True),
        (STORY, "/harbour/2025/05/8k2", True),
        ("/show?id=991", "/lamp.php", False),
        ("/harbour/lamp", "/boats", False),
        ("/lamp", "/boats", True),
    ],
)  # fmt: skip
def test_an_address_is_the_storys_by_the_first_rule_that_applies(
    page: str, stated: str, is_the_storys: bool
) -> None:
    claim = Claim(url_of(stated), url_of(page), words_of("The lamp is lit again"))
    assert is_story(claim) is is_the_storys
