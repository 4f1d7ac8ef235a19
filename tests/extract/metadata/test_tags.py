"""Tags that the page links to its stories of the same subject."""

from datetime import UTC, datetime

import pytest

from tests.extract.documents import metadata_of

TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>" * 4


def tags_of(links: str) -> list[str]:
    html = f"<html><body><h1>The lamp is lit again</h1>{TEXT}<div>{links}</div></body></html>"
    return metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC)).tags


@pytest.mark.parametrize(
    "link",
    [
        "<a rel='tag' href='/t/{0}'>{0}</a>",
        "<a rel='tag nofollow' href='/haberleri/{0}'>#{0}</a>",
        "<a href='/tag/{0}'>{0}</a>",
        "<a href='/list?word={0}'>#{0}</a>",
        "<span class='article-tags'><a href='/news/{0}'>{0}</a></span>",
        "<li class='etiquetas'><a href='/noticias/{0}'>{0}</a></li>",
        "<li class='tagList'><b><a href='/n/{0}'>{0}</a></b></li>",
        "<a href='/search/index.php?tags={0}'>{0}</a>",
    ],
)
def test_links_of_tags_are_the_articles_tags(link: str) -> None:
    assert tags_of(link.format("lamps") + link.format("moles")) == ["lamps", "moles"]


@pytest.mark.parametrize("rel", ["category tag", "author", "nofollow"])
def test_links_of_categories_and_people_are_no_tags(rel: str) -> None:
    assert tags_of(f"<a rel='{rel}' href='/c/1'>Coast</a> <a rel='{rel}' href='/c/2'>Sea</a>") == []


@pytest.mark.parametrize("sign", ["，", ", ", "、", "；"])
def test_keywords_are_parted_at_the_commas_of_any_script(sign: str) -> None:
    words = ["灯塔", "港口", "渔船"]
    head = f"<head><meta name='keywords' content='{sign.join(words)}'></head>"
    html = f"<html>{head}<body><h1>灯塔重新点亮</h1>{TEXT}</body></html>"
    found = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert found.tags == words


def test_tags_are_found_below_a_headline_of_any_rank() -> None:
    links = "<div class='tags'><a href='/t/1'>lamps</a> <a href='/t/2'>moles</a></div>"
    html = f"<html><body><h3 class='entry-title'>The lamp is lit again</h3>{TEXT}{links}</body>"
    html = html.replace("<body>", "<head><title>The lamp is lit again</title></head><body>")
    page = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert page.tags == ["lamps", "moles"]


@pytest.mark.parametrize(
    "box",
    [
        "<div><b>Keywords:</b> {0}</div>",
        "<div>Từ khóa: {0}</div>",
        "<dl><dt>関連キーワード</dt><dd>{0}</dd></dl>",
        "<section><h5>Schlagwörter</h5><ul><li>{0}</li></ul></section>",
        "<p>كلمات دلالية : {0}</p>",
        "<p>ΕΤΙΚΕΤΕΣ</p><p>A boat.</p><p>Ετικέτες: {0}</p>",
        "<div>A boat came in.<br><b>Теги:</b> {0}</div>",
        "<div><span>Temas:</span><span>{0}</span></div>",
    ],
)
def test_links_behind_a_label_for_tags_are_tags_in_any_language(box: str) -> None:
    links = "<a href='/k/1'>lamps</a> <a href='/k/2'>moles</a>"
    assert tags_of(box.format(links)) == ["lamps", "moles"]


@pytest.mark.parametrize("label", ["Temas", "Read also:", "Keywords of the week are read out"])
def test_links_behind_another_label_are_none(label: str) -> None:
    assert tags_of(f"<p>{label} <a href='/k/1'>lamps</a> <a href='/k/2'>moles</a></p>") == []


def test_the_footer_of_an_article_holds_its_tags_and_that_of_the_page_the_sites() -> None:
    links = "<a rel='tag' href='/t/1'>lamps</a> <a rel='tag' href='/t/2'>moles</a>"
    story = f"<h1>The lamp is lit again</h1>{TEXT}"
    for html, tags in (
        (f"<article>{story}<footer>{links}</footer></article>", ["lamps", "moles"]),
        (f"<article>{story}</article><footer>{links}</footer>", []),
    ):
        page = f"<html><body>{html}</body></html>"
        read = metadata_of("https://lamp.example/a", page, datetime(2026, 6, 1, tzinfo=UTC))
        assert read.tags == tags


def test_links_that_share_or_stay_on_the_page_are_no_tags() -> None:
    share = "<a href='https://share.example/?u=1'>Sharer</a> <a href='http://[x'>Post</a>"
    assert tags_of(f"<p class='tags'>{share}<a href='#comments'>Say it</a></p>") == []


BELOW = "<a href='/tag/lamps'>lamps</a>, <a href='/tag/moles'>moles</a>"


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("<footer class='entry-meta'><span>Tags</span> {0}</footer>", True),
        ("<footer><nav class='post-tags'>{0}</nav></footer>", True),
        ("<nav aria-label='tags'>{0}</nav>", True),
        ("<nav class='next-posts'>{0}</nav>", False),
        ("<aside>{0}</aside>", False),
        ("</article><footer>{0}</footer>", False),
    ],
)
def test_tags_stand_in_the_articles_own_footer(box: str, found: bool) -> None:
    html = f"<article><h1>The lamp is lit again</h1>{TEXT}{box.format(BELOW)}</article>"
    page = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert page.tags == (["lamps", "moles"] if found else [])


def test_tags_are_found_below_a_headline_that_shares_its_line() -> None:
    head = "<title>The lamp is lit again</title>"
    headline = "<h2><span>24 Nov</span> The lamp is lit again</h2>"
    html = f"<html><head>{head}</head><body>{headline}{TEXT}<p>{BELOW}</p></body></html>"
    page = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert page.tags == ["lamps", "moles"]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("", True),
        ("<h3>Tags</h3>", True),
        ("<h4>Themen:</h4>", True),
        ("<h2>Ετικέτες</h2>", True),
        ("<b>More on this topic</b>", True),
        ("<div>Share <a href='/s'>it</a></div>", True),
        ("<div>Şu an konuşulanlar</div>", False),
        ("<h3>Δημοφιλή</h3>", False),
        ("<h3>Populært lige nu</h3>", False),
        ("<h5>หัวข้อยอดนิยม</h5>", False),
    ],
)
def test_a_list_beside_the_article_is_its_own_unless_a_heading_says_otherwise(
    heading: str, found: bool
) -> None:
    box = f"<div class='widget'>{heading}<ul><li>{BELOW}</li></ul></div>"
    html = f"<article><h1>The lamp is lit again</h1>{TEXT}</article>{box}"
    page = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert page.tags == (["lamps", "moles"] if found else [])


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("pl", "Na czasie"),
        ("ja", "人気タグ"),
        ("ko", "인기 검색어"),
        ("zh-TW", "熱門話題"),
        ("pt-BR", "Em alta"),
        ("vi", "Xu hướng"),
    ],
)
def test_trends_within_the_article_are_not_its_tags(lang: str, label: str) -> None:
    story = f"<h1>The lamp is lit again</h1>{TEXT}<div><h4>{label}</h4>{BELOW}</div>"
    html = f"<html lang='{lang}'><article>{story}</article></html>"
    page = metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert page.tags == []


LONG = "<p>The keeper lit the lamp, and ferries found the harbour in the fog again.</p>" * 8
OF_THE_SITE = "news, sport, weather, jobs, politics, videos, local stories"
OF_THE_ARTICLE = "lighthouses, ferry, harbours, fog, coast guard, keeper, history"


def keyworded(
    keywords: str, text: str = LONG, *, title: str = "The lamp is lit again"
) -> list[str]:
    head = f"<head><meta name='keywords' content='{keywords}'><title>{title}</title></head>"
    html = f"<html>{head}<body><h1>{title}</h1>{text}</body></html>"
    return metadata_of("https://lamp.example/a", html, datetime(2026, 6, 1, tzinfo=UTC)).tags


@pytest.mark.parametrize(
    ("keywords", "text", "found"),
    [
        (OF_THE_SITE, LONG, 0),
        (OF_THE_ARTICLE, LONG, 7),
        (OF_THE_SITE, "<p>Too short to tell.</p>", 7),
        ("coast, sea, history", LONG, 3),
        ("жизнь, спорт, погода, работа, кино, недвижимость", "<p>Маяк снова зажжён.</p>" * 40, 0),
        ("маяки, паромы, берег, история, море, туман", "<p>Паромы в тумане у маяка.</p>" * 40, 6),
    ],
)  # fmt: skip
def test_a_long_list_that_the_text_never_speaks_of_is_of_the_site(
    keywords: str, text: str, found: int
) -> None:
    assert len(keyworded(keywords, text)) == found


def test_the_headline_in_pieces_is_no_list_of_tags() -> None:
    title = "A ferry found the harbour again"
    assert keyworded("a, ferry, found, the, harbour, again", title=title) == []
    assert keyworded("ferry, harbour, fog", title=title) == ["ferry", "harbour", "fog"]


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("灯塔 渔船 港口", ["灯塔", "渔船", "港口"]),
        ("山田 太郎", ["山田 太郎"]),
        ("灯塔重新点亮的消息 今年春节不放 港口", ["灯塔重新点亮的消息 今年春节不放 港口"]),
        ("서울 시청 앞", ["서울 시청 앞"]),
    ],
)
def test_blanks_are_the_commas_of_a_chinese_list(keywords: str, tags: list[str]) -> None:
    assert keyworded(keywords) == tags


def test_markup_is_no_tag() -> None:
    assert keyworded("fog, harbour, &lt;meta name=") == ["fog", "harbour"]
