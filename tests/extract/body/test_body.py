"""The body is the article's text: all of it, and nothing that stands around it."""

# ruff: noqa: E501  (HTML and sentences on one line)

import gc

import pytest
from lxml.html import document_fromstring

from schemas.events import ArticleExtracted
from services.extract.body.body import UNCHECKED_CONFIDENCE
from services.extract.body.outline import read_outline
from services.extract.body.refine.refine import end_at_next_story
from services.extract.body.selection import Selection
from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import PARAGRAPHS, html, news_page, page, paragraphs

TEXT = "\n".join(PARAGRAPHS)


def article_of(body: str) -> ArticleExtracted:
    found = extract(page(body))
    assert isinstance(found, Extraction), found
    return found.article


def test_an_article_s_text_is_its_paragraphs_in_order() -> None:
    assert article_of(html(paragraphs(PARAGRAPHS))).text == TEXT


def test_the_link_density_is_the_share_of_the_text_in_links() -> None:
    half = PARAGRAPHS[0][: len(PARAGRAPHS[0]) // 2]
    linked = f"<p><a href='/b'>{half}</a>{PARAGRAPHS[0][len(half) :]}</p>"
    article = article_of(html(linked + paragraphs(PARAGRAPHS[1:])))
    assert article.text == TEXT
    assert article.link_density == pytest.approx(len(half) / len(TEXT), abs=0.01)


BOILERPLATE = {
    "a caption": "<figure><img src='/a.jpg'><figcaption>The quay at low tide.</figcaption></figure>",
    "a box of facts": "<div class='factbox'><h3>The quay</h3><p>It was built of granite in 1871 and "
    "has been mended twice since, most lately after the great storm of 1954.</p></div>",
    "a linked line": "<p><a href='/b'>Read also: The ferry company doubles its fleet</a></p>",
    "a newsletter": "<div class='newsletter-signup'><p>Get the news of the coast every morning, free "
    "of charge and before breakfast, in your own letter box.</p></div>",
    "an aside": "<aside><p>The board has seven members and meets on the second Tuesday of every "
    "month in the old customs house.</p></aside>",
    "tags": "<ul class='tag-list'><li><a href='/t/harbour'>harbour</a></li></ul>",
    "navigation": "<nav><a href='/sea'>Sea</a> <a href='/land'>Land</a></nav>",
    "a pull quote": "<div class='pullquote'><p>No boat would lose its berth</p></div>",
    "the headline again": "<h2>Harbour board widens the northern quay</h2>",
    "who wrote it": "<div class='author vcard'><p>Ida Strand has written about boats and the people who "
    "mend them since she left the merchant navy eleven years ago.</p></div>",
    "qui l'a écrit": "<div class='bloc-auteur auteur'><p>Élise Moreau suit depuis dix ans la vie des ports "
    "et des pêcheurs de la côte, et vit elle-même sur un bateau.</p></div>",
    "a life in short": "<div class='post-bio bio'><p>Ida Strand lives on the island with two dogs and a boat "
    "that she has been mending for longer than she cares to say.</p></div>",
    "how to print it again": "<div class='republish-box'><p>We are glad if you print this story, as long as "
    "you name the paper and change nothing but the style of the dates.</p></div>",
    "whose it is": "<p class='copyright'>All that stands here belongs to the paper and to nobody else, and may "
    "not be printed again without a letter from us.</p>",
    "what is like it": "<div class='related'><p>Two winters ago the board of the southern harbour voted for a "
    "longer pier, which has not been built to this day.</p></div>",
    "a call": "<div class='cta'><p>Do you own a boat and want to sell it? Our friends on the quay look at it for "
    "nothing and make you an offer on the same day.</p></div>",
    "words for screen readers": "<p class='visually-hidden'>The text continues below the advert "
    "that follows here, please go on reading.</p>",
}


@pytest.mark.parametrize("extra", BOILERPLATE.values(), ids=BOILERPLATE.keys())
def test_what_stands_beside_the_text_is_left_out(extra: str) -> None:
    found = extract(news_page(extra))
    assert isinstance(found, Extraction)
    assert found.article.text == TEXT


def test_a_lead_of_whole_sentences_above_the_text_belongs_to_it() -> None:
    lead = "Six years of quarrel are over: the northern quay will be widened from September on."
    body = html(paragraphs(PARAGRAPHS)).replace("</h1>", f"</h1><p class='lead'>{lead}</p>")
    assert article_of(body).text == f"{lead}\n{TEXT}"


def test_a_subtitle_that_is_no_sentence_stays_out_of_the_text() -> None:
    subtitle = "Six years of quarrel between town and fishers at an end at last"
    body = html(paragraphs(PARAGRAPHS)).replace("</h1>", f"</h1><h2 class='dek'>{subtitle}</h2>")
    assert subtitle not in article_of(body).text


def test_a_lead_that_is_repeated_as_the_first_paragraph_comes_once() -> None:
    lead = f"<div class='subtitle'>{PARAGRAPHS[0]}</div>"
    body = html(paragraphs(PARAGRAPHS)).replace("</h1>", f"</h1>{lead}")
    assert article_of(body).text == TEXT


def test_the_second_article_of_an_endless_page_is_left_out() -> None:
    other = (
        "<article><h1>Ferry company doubles its fleet</h1>"
        + paragraphs(
            [
                "The company that runs the ferries to the outer islands will double its fleet within "
                "three years, its director said, and has already ordered the first two hulls.",
                "Both are to be driven by batteries alone on the shorter routes, and to carry ninety "
                "cars each, half as many again as the oldest ship now in service.",
            ]
        )
        + "</article>"
    )
    body = html(paragraphs(PARAGRAPHS)).replace("</main>", f"{other}</main>")
    assert article_of(body).text == TEXT


@pytest.mark.parametrize("head", ["What comes next", "Zubereitung", "Что будет дальше"])
def test_a_part_that_is_marked_up_as_an_article_of_its_own_is_kept(head: str) -> None:
    tree = document_fromstring(
        f"<main><article class='intro'><h1>Quay</h1>{paragraphs(PARAGRAPHS[:2])}</article>"
        f"<article class='steps'><h2>{head}</h2>{paragraphs(PARAGRAPHS[2:])}</article></main>"
    )
    page = read_outline(tree).segments
    kept = end_at_next_story(Selection(page, range(len(page))), frozenset(["quay"]))
    assert [each for each in PARAGRAPHS if each not in {s.text for s in kept.segments}] == []


def test_a_teaser_of_another_template_below_the_article_is_left_out() -> None:
    teaser = (
        "<article class='card'><h2><a href='/ferry'>Ferry company doubles its fleet</a></h2>"
        "<p>The company that runs the ferries to the outer islands will double its fleet within three "
        "years, its director said on the quay this Friday.</p></article>"
    )
    body = html(paragraphs(PARAGRAPHS)).replace("</main>", f"{teaser * 2}</main>")
    assert article_of(body).text == TEXT


def test_further_posts_without_headings_in_an_article_of_their_own_are_left_out() -> None:
    says = "The tide comes and goes, and who waits on the quay learns patience from it, they say. "
    posts = "".join(
        f"<article class='box post-{n}'><center><img src='/{n}.jpg'></center><p>{says * 3}{n}</p></article>"
        for n in range(6)
    )
    body = (
        f"<html><head><title>Quay</title></head><body><div><article class='box'><h1>Quay</h1>"
        f"{paragraphs(PARAGRAPHS)}</article><article class='box'><h3>More like this…</h3>{posts}"
        "</article></div></body></html>"
    )
    assert article_of(body).text == TEXT


def test_a_body_cut_into_chunks_by_adverts_is_read_whole() -> None:
    chunks = "".join(
        f"<div class='chunk'><div class='body__container'><p>{text}</p><p>{again}</p></div></div>"
        "<div class='ad-slot'><span>Advertisement</span></div>"
        for text, again in zip(PARAGRAPHS[::2], PARAGRAPHS[1::2], strict=False)
    )
    text = article_of(html(chunks)).text
    assert all(paragraph in text for paragraph in PARAGRAPHS[:4])


def test_labels_in_another_script_around_the_text_are_left_out() -> None:
    lines = ["بازدید ۱۲۳۴", *PARAGRAPHS, "اشتراک گذاری", "تبلیغات سایت"]
    body = "<html><body>" + "".join(f"<div>{line}</div>" for line in lines) + "</body></html>"
    assert article_of(body).text == TEXT


def test_the_text_is_nfc_without_control_characters_and_keeps_persian_joiners() -> None:
    persian = [
        "شهرداری دیروز اعلام کرد که کتابخانه\u200cی تازه ماه آینده باز می\u200cشود و ورود برای همه آزاد است.",
        "این ساختمان دو سال پیش نیمه\u200cکاره مانده بود و کارگران از بهار امسال کار را از سر گرفتند.",
        "مدیر کتابخانه گفت بیش از سی هزار کتاب به این ساختمان برده شده و هنوز جا برای کتاب\u200cهای دیگر هست.",
    ]
    body = html(
        paragraphs([*persian[:2], persian[2] + "cafe\u0301\u0085\u00ad.&#7;"]), title="کتابخانه"
    )
    text = article_of(body).text
    assert "می\u200cشود" in text
    assert "caf\u00e9" in text
    assert not {"\x07", "\u0085", "\u00ad", "\u0301"} & set(text)


def test_confidence_is_high_where_both_extractors_agree() -> None:
    assert article_of(html(paragraphs(PARAGRAPHS))).confidence > 0.8


@pytest.mark.parametrize("tag", ["map", "math", "applet"])
def test_confidence_is_bounded_where_the_text_has_no_place_on_the_page(tag: str) -> None:
    article = article_of(html(f"<{tag}><div>{paragraphs(PARAGRAPHS)}</div></{tag}>"))
    assert PARAGRAPHS[0] in article.text
    assert article.confidence == UNCHECKED_CONFIDENCE


def test_garbage_is_collected_again_after_a_page() -> None:
    assert gc.isenabled()
    extract(news_page())
    assert gc.isenabled()
