"""What a page says of its own paywall is said; what it does not say is not guessed."""

import json

import pytest

from schemas.outcomes import Reason
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.stage.endings import Ended
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs


def head(**stated: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Harbour board widens the northern quay", **stated}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


PAGE_NODE = (
    '<script type="application/ld+json">{"@type": "WebPage", "isAccessibleForFree": false}</script>'
)
TIER = '<meta property="article:content_tier" content="{}">'


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        (head(isAccessibleForFree=False), True),
        (head(isAccessibleForFree="False"), True),
        (head(isAccessibleForFree="http://schema.org/False"), True),
        (head(isAccessibleForFree="no"), True),
        (head(isAccessibleForFree=0), True),
        (head(isAccessibleForFree=[False]), True),
        (head(isAccessibleForFree={"@type": "Boolean", "@value": "False"}), True),
        (PAGE_NODE + head(), True),
        (head(isAccessibleForFree=True), False),
        (head(isAccessibleForFree="true"), False),
        (TIER.format("locked"), True),
        (TIER.format(" Premium"), True),
        (TIER.format("subscribers"), True),
        (TIER.format("free"), False),
        (TIER.format("metered"), None),
        (head(isAccessibleForFree="perhaps"), None),
        ("", None),
    ],
)
def test_a_paywall_is_what_the_page_states(stated: str, wanted: bool | None) -> None:
    found = extract(page(html(paragraphs(PARAGRAPHS), head=stated)))
    assert isinstance(found, Extraction)
    assert found.article.paywalled is wanted
    assert PARAGRAPHS[0] in found.article.text


TEASER = PARAGRAPHS[0][:120] + "."
PROMPTS = [
    "<div class='offer'><h3>Subscribe to read the full article</h3><p>Already a member?</p></div>",
    "<p>Contenido exclusivo para suscriptores</p><p>Suscríbete para seguir leyendo</p>",
    "<p>Оформите подписку, чтобы читать дальше</p><a class='btn' href='/abo'>1 €</a>",
]  # fmt: skip


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_prompt_below_a_short_teaser_is_no_text_of_it(prompt: str) -> None:
    shown = [PARAGRAPHS[0], "Seven of the nine members were for it."]
    found = extract(page(html(paragraphs(shown) + prompt)))
    assert isinstance(found, Extraction)
    assert found.article.text.splitlines() == shown
    assert found.article.paywalled


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("script", ["", "<script></script><noscript>Enable JavaScript</noscript>"])
def test_less_text_than_an_article_has_is_behind_the_paywall_where_a_prompt_says_so(
    prompt: str, script: str
) -> None:
    end = extract(page(html(paragraphs([TEASER]) + prompt + script)))
    assert isinstance(end, Ended)
    assert end.reason is Reason.PAYWALLED


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (head(isAccessibleForFree=False), Reason.PAYWALLED),
        (TIER.format("locked"), Reason.PAYWALLED),
        (head(isAccessibleForFree=True), Reason.TOO_SHORT),
        ("", Reason.TOO_SHORT),
    ],
)
def test_less_text_than_an_article_has_is_behind_the_paywall_that_the_page_states(
    stated: str, reason: Reason
) -> None:
    end = extract(page(html(paragraphs([TEASER]), head=stated)))
    assert isinstance(end, Ended)
    assert end.reason is reason


def test_a_shell_that_states_a_paywall_needs_a_browser() -> None:
    end = extract(page(f"<html><head>{head(isAccessibleForFree=False)}</head><div id=app></div>"))
    assert isinstance(end, Ended)
    assert end.reason is Reason.NEEDS_JS


@pytest.mark.parametrize(
    ("shown", "prompt", "reason"),
    [
        ([], "<p>Para seguir leyendo, inicia sesión o regístrate gratis.</p>", "login_required"),
        ([], "<p>이 기사는 회원 전용입니다. 로그인 후 이용해 주세요.</p>", "login_required"),
        ([], "<h3>Log in to read the full story</h3><a href='/in'>Log in</a>", "login_required"),
        ([TEASER], "<h3>Log in to read the full story</h3>", "login_required"),
        ([TEASER], "<h3>Log in or subscribe to read the full story</h3>", "paywalled"),
        ([], "<p>この記事は有料会員限定です</p>", "paywalled"),
        ([], "<p>Log in</p>", "too_short"),
    ],
)
def test_a_wall_without_a_text_is_for_those_who_log_in_or_who_pay(
    shown: list[str], prompt: str, reason: str
) -> None:
    end = extract(page(html(paragraphs(shown) + prompt)))
    assert isinstance(end, Ended)
    assert end.reason is Reason.of(reason)
