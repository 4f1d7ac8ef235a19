"""Which words on a page are its headline, where its head names nothing but the site."""

import json
from datetime import UTC, datetime

import pytest

from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
SITE = "Harbour Post"
HEADLINES = {
    "en": "The lamp of the harbour is lit again",
    "de": "Die Lampe am Hafen brennt wieder",
    "ru": "На маяке снова зажгли лампу",
    "ar": "مصباح الميناء يضاء من جديد بعد سنوات",
    "hi": "बंदरगाह का दीपक फिर से जल उठा",
    "ja": "港の灯台に再び明かりがともった",
}
OG = "<meta property='og:title' content='{}'>"
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening, {}</p>"


def title_of(inside: str, title: str = SITE, head: str = "") -> str | None:
    text = "".join(TEXT.format(place) for place in range(4))
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><header><a href='/'>{SITE}</a>"
        f"</header><div>{inside}{text}</div></body></html>"
    )
    return metadata_of("https://www.example.com/news/4417", html, FETCHED).title


@pytest.mark.parametrize(
    "heading",
    [
        "<i class='material-icons'>lock</i> {}",
        "<span class='element-invisible'>Article:</span> {}",
        "<span class='a11y-hidden'>Article title</span>{}",
        "<span class='offscreen'>Article title</span>{}",
        "<span style='position:absolute;clip:rect(0,0,0,0)'>Article title</span>{}",
        "<span aria-hidden='true'>▶</span>{}",
        "{} <a class='comments-link' href='#comments'>14</a>",
        "{} <a class='edit-link' href='/edit/55'>Edit this</a>",
        "{}<a class='anchor-link' href='#x'>#</a>",
        "{} <span role='button'>Save</span>",
        "{}<time datetime='2026-11-18'>18. 11. 2026</time>",
        "{} <span class='date'>18/11/2026</span>",
        "{} <span class='byline'>Jane Doe</span>",
        "<small>Coast</small>{}",
        "{} <small>1,204 views</small>",
        "<span class='premium-tag'>Members</span> {}",
        "<span class='live-tag'>Live</span>{}",
        "<em class='occhiello'>Coast</em>{}",
        "<span class='headline__preline'>Coast</span> <span>{}</span>",
        "<span class='article__topic'>Coast</span><span>{}</span>",
        "<strong class='volanta'>Coast</strong> {}",
        "<span class='nadtytul'>Coast</span> <span>{}</span>",
        "<span class='ru-titr'>Coast</span><a href='/news/4417'>{}</a>",
        "<em class='c-x1'>Quay</em> {}",
        "<div class='kategori'>Coast</div><div>{}</div>",
        "<sup>VIDEO</sup> {}",
        "<span class='vignette'>Coast</span> {}",
        "<a class='c' href='/coast/'>Coast</a><br>{}",
        "<strong>Coast</strong><br>{}",
        "<label>Coast</label> {}",
        "<abbr class='ico-video'>Video</abbr> {}",
        "<span class='type'>[Photos]</span>{}",
        "<span class='u-hiddenVisually'>Headline</span>{}",
        "{} <span class='nb'>(12)</span>",
        "{}<ul class='share'><li>Facebook</li></ul>",
    ],
)
@pytest.mark.parametrize("language", HEADLINES)
def test_a_heading_is_read_without_what_stands_beside_the_headline(
    language: str, heading: str
) -> None:
    headline = HEADLINES[language]
    assert title_of(f"<h1>{heading.format(headline)}</h1>") == headline


def test_the_first_word_of_a_headline_is_part_of_it_whatever_its_class() -> None:
    assert title_of("<h1><span class='x'>T</span>he lamp is lit</h1>") == "The lamp is lit"
    assert (
        title_of("<h1><b class='x'>Lamp</b> of the quay is lit</h1>") == "Lamp of the quay is lit"
    )
    known = "<meta property='og:title' content='Lamp Of The Quay Is Lit'>"
    heading = "<h1><b class='x'>Lamp</b> Of The Quay Is Lit</h1>"
    assert title_of(heading, head=known) == "Lamp Of The Quay Is Lit"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (
            "<span class='subline'>Light for the coast<span class='sr-only'>:</span></span> "
            "<span class='topline'>The lamp is lit again</span>",
            "Light for the coast: The lamp is lit again",
        ),
        (
            "<span>Am Hafen</span> <span class='dachzeile'>Die Lampe brennt wieder</span>",
            "Am Hafen Die Lampe brennt wieder",
        ),
        (
            "<b>En el puerto</b> <span class='antetitulo'>La lámpara vuelve a brillar</span>",
            "En el puerto La lámpara vuelve a brillar",
        ),
        ("The lamp is lit <span class='badge'>Live</span>", "The lamp is lit"),
        (
            "The lamp is lit <span class='subtitle'>The keeper waited nine years</span>",
            "The lamp is lit",
        ),
    ],
)
def test_what_a_class_calls_a_kicker_is_the_headline_where_it_is_the_longer_end(
    heading: str, title: str
) -> None:
    assert title_of(f"<h1>{heading}</h1>") == title


def test_a_headline_has_no_soft_hyphens() -> None:
    assert title_of("<h1>The light&shy;house of the quay is lit</h1>") == (
        "The lighthouse of the quay is lit"
    )


def test_a_title_with_nothing_before_the_sites_name_is_none() -> None:
    heading = "<h2 class='title'>The lamp of the harbour is lit again</h2>"
    for title in (f"{SITE} |", f"- {SITE}"):
        assert title_of(heading, title) == "The lamp of the harbour is lit again"


def test_a_link_within_a_headline_is_part_of_it() -> None:
    heading = "<h1><a href='/lamp'>The lamp</a> is lit</h1>"
    assert title_of(heading) == "The lamp is lit"


@pytest.mark.parametrize(
    "heading",
    [
        "<fieldset><legend>{}</legend></fieldset>",
        "<table><caption>{}</caption></table>",
        "<div role='heading' aria-level='1'>{}</div>",
        "<div><span itemprop='headline'>{}</span></div>",
        "<story-headline>{}</story-headline>",
        "<div class='midashi'>{}</div>",
        "<div class='news_heading'><b>{}</b></div>",
        "<p class='h1'>{}</p>",
    ],
)
@pytest.mark.parametrize("language", HEADLINES)
@pytest.mark.parametrize("title", [SITE, f"{SITE}: all the news"])
def test_what_is_marked_as_a_title_above_the_text_is_the_headline(
    language: str, heading: str, title: str
) -> None:
    headline = HEADLINES[language]
    assert title_of(heading.format(headline), title) == headline


@pytest.mark.parametrize("language", HEADLINES)
def test_of_several_headings_the_one_above_the_text_is_the_headline(language: str) -> None:
    headline = HEADLINES[language]
    box = "<div class='box'><h1>Our letter in the morning</h1></div>"
    assert title_of(f"{box}<h1>{headline}</h1>") == headline


@pytest.mark.parametrize(
    "logo",
    [
        "<a href='/index.htm'><img alt='Coast Mail'></a>",
        "<a href='/'><amp-img alt='Coast Mail'></amp-img></a>",
    ],
)
def test_a_logo_names_the_site_whose_title_is_its_name(logo: str) -> None:
    line = "<font size='5'><b>The lamp of the harbour is lit again</b></font>"
    for title in ("Coast Mail", "Coast Mail - The lamp of the harbour is lit again"):
        assert title_of(f"{logo}{line}", title) == "The lamp of the harbour is lit again"


@pytest.mark.parametrize("tag", ["h1", "h2"])
@pytest.mark.parametrize("end", ["…", " ..."])
def test_a_heading_goes_on_where_every_title_of_the_head_is_cut_short(tag: str, end: str) -> None:
    headline = "The lamp of the harbour is lit again after nine dark winters and a long dispute"
    cut = f"{headline[:30]}{end}"
    head = f"<meta property='og:title' content='{cut}'>"
    assert title_of(f"<{tag}>{headline}</{tag}>", f"{cut} - {SITE}", head) == headline


def test_a_title_in_a_meta_tag_is_better_than_none() -> None:
    head = "<meta name='title' content='The lamp of the harbour is lit again'>"
    assert title_of("", head=head) == "The lamp of the harbour is lit again"


@pytest.mark.parametrize(
    "marked",
    [
        "{}]]&gt;",
        "{}]]&gt; - Harbour Post",
        "/*&lt;![CDATA[*/ {} /*]]&gt;*/",
        "&lt;![cdata[{}]]&gt;",
        "[CDATA[{}]]",
        "&lt;!--[CDATA[{}]]--&gt;",
    ],
)
@pytest.mark.parametrize("language", HEADLINES)
def test_a_title_is_freed_of_the_marks_of_a_section(language: str, marked: str) -> None:
    headline = HEADLINES[language]
    assert title_of("", marked.format(headline)) == headline


@pytest.mark.parametrize("language", sorted(HEADLINES))
@pytest.mark.parametrize("tag", ["h2", "h3"])
@pytest.mark.parametrize(
    "section",
    ["Press Releases", "Aktuelles", "Actualités", "Noticias", "Новости", "Haberler", "お知らせ"],
)
def test_the_section_above_every_story_is_no_headline(
    section: str, tag: str, language: str
) -> None:
    headline = HEADLINES[language]
    inside = f"<h1>{section}</h1><{tag}>{headline}</{tag}>"
    assert title_of(inside, f"{section} - {SITE}") == headline
    assert title_of(inside, f"{section} | {SITE}", OG.format(section)) == headline


def test_a_headline_may_begin_with_the_name_of_a_section() -> None:
    headline = "News of the lamp that is lit again"
    assert title_of(f"<h1>{headline}</h1><h2>The keeper</h2>", f"{headline} - {SITE}") == headline
    assert title_of(f"<h1>{headline}</h1>", f"News - {SITE}") == headline


@pytest.mark.parametrize("language", ["en", "de", "ru", "hi"])
@pytest.mark.parametrize("line", ["<div>{}</div>", "<strong>{}</strong>", "<td> {} </td>"])
def test_the_page_completes_a_title_that_its_head_cuts_short(line: str, language: str) -> None:
    headline = HEADLINES[language]
    cut = headline[:20]
    assert title_of(line.format(headline), f"{cut}... | {SITE}") == headline
    assert title_of(line.format(headline), head=OG.format(f"{cut}…")) == headline


def test_a_link_that_begins_as_the_title_does_not_complete_it() -> None:
    cut = HEADLINES["en"][:20] + "…"
    teaser = f"<p><a href='/news/9'>{HEADLINES['en']} for ever</a></p>"
    assert title_of(teaser, head=OG.format(cut)) == cut


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060"])
def test_places_for_a_line_break_are_no_part_of_the_headline(sign: str) -> None:
    headline = HEADLINES["de"]
    assert title_of(f"<h1>{headline.replace('Lampe', f'Lam{sign}pe')}</h1>", headline) == headline


@pytest.mark.parametrize("masthead", ["Harbour News", "Harbour Watch", "Weekly Harbour"])
def test_a_masthead_that_shares_a_word_with_the_titles_is_no_headline(masthead: str) -> None:
    headline = "Harbour 1.8: the lamp is lit again"
    node = json.dumps({"@type": "NewsArticle", "headline": headline})
    head = (
        OG.format(headline)
        + "<meta property='og:site_name' content='Harbour Weekly News'>"
        + f"<script type='application/ld+json'>{node}</script>"
    )
    found = title_of(f"<h1>{masthead}</h1>", f"{headline} - {headline} - Harbour Weekly News", head)
    assert found == headline


@pytest.mark.parametrize("title", ["Lamp lit again", "Lamp lit as the board of the port saves oil"])
def test_a_short_heading_that_a_title_begins_with_is_the_headline(title: str) -> None:
    assert title_of("<h1>Lamp lit</h1>", f"{title} - {SITE}", OG.format(title)) == "Lamp lit"


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_lesser_heading_that_breaks_its_line_is_the_headline(tag: str) -> None:
    heading = f"<{tag} class='heading'>낡은 등대 다시<br>불을 밝히다</{tag}>"
    title = "낡은 등대 다시 불을 밝히다"
    found = title_of(heading, f"{title} &lt; 지역 - 항구신문", OG.format(f"{title} - 항구신문"))
    assert found == title


@pytest.mark.parametrize("sign", ["-", "--", "---"])
def test_a_chinese_title_is_parted_at_a_row_of_hyphens(sign: str) -> None:
    assert title_of("", sign.join(("港口的灯又亮起来了", "地方", "晨报网"))) == "港口的灯又亮起来了"


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_lesser_heading_that_the_pages_title_begins_with_is_the_headline(tag: str) -> None:
    title = "Letters to a Lamp - Chapter 2 - OtterAndLamp - 港の灯台 | Boats | My Boats [Archive]"
    masthead = f"<h1><a href='/'>{SITE}</a></h1>"
    heading = f"{masthead}<{tag} class='title heading'>\n Letters to a Lamp</{tag}>"
    link = "<p><a href='/works/1'>Letters to a Lamp</a></p>"
    assert title_of(heading + link, title) == "Letters to a Lamp"


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_a_headline_that_is_a_picture_is_read_from_its_text(language: str) -> None:
    picture = f"<h1><img src='/h.png' alt='{HEADLINES[language]}'></h1>"
    assert title_of(picture, SITE, OG.format(SITE)) == HEADLINES[language]
    assert title_of(picture.replace("<img", "<a href='/'><img"), SITE, OG.format(SITE)) is None


@pytest.mark.parametrize("behind", [" Quay Institute", "-Quay Institute", "（Quay Institute）"])
@pytest.mark.parametrize("language", sorted(HEADLINES))
def test_a_line_that_the_pages_title_begins_with_is_the_headline(
    language: str, behind: str
) -> None:
    headline = HEADLINES[language]
    assert title_of(f"<div class='title'>{headline}</div>", title=headline + behind) == headline


def test_a_link_or_a_name_that_the_pages_title_begins_with_is_no_headline() -> None:
    title = "The lamp of the harbour is lit again Quay Institute"
    assert title_of("<div><a href='/2'>The lamp of the harbour</a></div>", title=title) == title
    assert title_of("<div>The lamp</div>", title=title) == title
