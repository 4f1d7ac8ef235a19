"""Whose name a byline has: the writer's, not that of a reviewer, a reader or another story."""

from datetime import UTC, datetime

import pytest

from services.extract.metadata.people.author_names import people_in
from tests.extract.documents import metadata_of

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>"
H1 = "<h1>The lamp of the mole burns again</h1>"


def authors_of(inside: str, head: str = "") -> list[str]:
    html = (
        f"<html lang='en'><head><title>The lamp of the mole burns again</title>{head}</head>"
        f"<body>{inside}</body></html>"
    )
    found = metadata_of("https://www.harbourpost.example/news/4417", html, FETCHED)
    return [person.name for person in found.authors]


@pytest.mark.parametrize(
    "card",
    [
        "<div class='card'><h3><a href='/ferry'>The ferry sails again</a></h3>"
        "<span class='byline'>By Otto Brand</span></div>",
        "<a class='card' href='/ferry'><h2>The ferry sails again</h2>"
        "<small>By <span class='byline'>Otto Brand</span></small></a>",
        "<div class='card'><h4><a href='/ferry'>The ferry sails again</a></h4><span itemscope "
        "itemprop='author' itemtype='http://schema.org/Person'><i itemprop='name'>Otto Brand</i>"
        "</span></div>",
    ],
)
@pytest.mark.parametrize("is_first", [False, True])
def test_the_author_of_another_story_is_not_this_ones(card: str, is_first: bool) -> None:
    own = f"{H1}<p class='byline'>By <a href='/staff/ada-quay'>Ada Quay</a></p>{TEXT * 4}"
    assert authors_of(card + own if is_first else own + card) == ["Ada Quay"]


def test_a_card_of_another_story_names_nobody() -> None:
    card = "<h3><a href='/ferry'>The ferry sails again</a></h3><p class='author'>Otto Brand</p>"
    assert authors_of(f"{H1}{TEXT * 4}<div>{card}</div>") == []


@pytest.mark.parametrize(
    "box",
    [
        "<div class='bio'><h3 class='author-name'><a href='/staff/ada-quay'>Ada Quay</a></h3>"
        "<a href='javascript:void(0)'>Subscribe to all updates from this author</a></div>",
        "<a href='/staff/ada-quay'><h2 class='author-name'>Ada Quay</h2><p>She writes.</p></a>",
    ],
)
def test_the_authors_box_is_no_card_of_another_story(box: str) -> None:
    assert authors_of(H1 + TEXT * 4 + box) == ["Ada Quay"]


@pytest.mark.parametrize(
    "comment",
    [
        "<div class='wpd-comment-author'>Otto Brand</div>",
        "<li class='comment'><p class='author'>Otto Brand</p><p>I saw it, too.</p></li>",
    ],
)
def test_a_reader_who_comments_is_no_author(comment: str) -> None:
    assert authors_of(H1 + TEXT * 4 + comment) == []


@pytest.mark.parametrize(
    "credit",
    [
        "<p class='author-reviewed'>Reviewed by <a href='/staff/otto-brand'>Otto Brand</a></p>",
        "<p>Edited by: <a href='/authors/otto-brand/'>Otto Brand</a></p>",
        "<p><span>Medically reviewed by</span> <a class='author' href='/x'>Otto Brand</a></p>",
        "<p class='byline'>Fact-checked by Otto Brand</p>",
        "<p class='autor'>Geprüft von <a href='/x'>Otto Brand</a></p>",
        "<div class='byline'><p>Written by Harbour Post Staff</p>"
        "<p>Reviewed by <a href='/x'>Otto Brand</a></p></div>",
    ],
)
def test_who_reviewed_a_text_did_not_write_it(credit: str) -> None:
    assert authors_of(H1 + credit + TEXT * 4) == []
    own = "<p class='byline'>By Ada Quay</p>"
    assert authors_of(H1 + credit + own + TEXT * 4) == ["Ada Quay"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("by quayside", "quayside"),
        ("Posted by KeeperOne", "KeeperOne"),
        ("by MrKeeper, <time datetime='2026-11-18'>Nov 18th</time>", "MrKeeper"),
    ],
)
def test_one_word_behind_a_label_below_the_headline_is_an_account(line: str, name: str) -> None:
    assert authors_of(f"{H1}<p>{line}</p>{TEXT * 4}") == [name]


def test_a_single_name_is_read_where_its_page_is_called_so() -> None:
    link = "<p><a href='/author/adaq/'>AdaQ</a> <a href='/author/harbour-desk/'>Harbour</a></p>"
    assert authors_of(H1 + link + TEXT * 4) == ["AdaQ"]


def test_a_link_to_a_writer_names_the_author_in_other_languages_too() -> None:
    link = "<p>Wij vroegen <a href='/redacteur/ada-quay/'>Ada Quay</a> van de kade.</p>"
    assert authors_of(H1 + link + TEXT * 4) == ["Ada Quay"]


def test_a_byline_may_stand_below_a_picture_with_a_long_caption() -> None:
    lead = f"<p>{'The lamp of the mole was dark for nine years. ' * 3}</p>"
    caption = f"<figure><img src='/l.jpg'><figcaption>{lead}</figcaption></figure>"
    line = "<div><span>By</span><span>Ada Quay</span></div>"
    assert authors_of(H1 + lead + caption + line + TEXT * 4) == ["Ada Quay"]


def test_contributors_are_authors() -> None:
    line = "<div><strong>Contributors:</strong> Ada Quay</div>"
    assert authors_of(H1 + line + TEXT * 4) == ["Ada Quay"]


def test_who_is_named_beside_the_declared_author_wrote_it_too() -> None:
    declared = (
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"The lamp of the '
        'mole burns again","author":{"@type":"Person","name":"Ada Quay"}}</script>'
    )
    more = "<meta name='author' content='Ada Quay, Otto Brand'>"
    other = "<meta name='author' content='Otto Brand'>"
    assert authors_of(H1 + TEXT * 4, declared + more) == ["Ada Quay", "Otto Brand"]
    assert authors_of(H1 + TEXT * 4, declared + other) == ["Ada Quay"]


@pytest.mark.parametrize(
    "line",
    [
        "<div class='byline__names'>By <span class='byline__name'>Ada Quay</span> and Otto Brand,"
        " Harbour Post</div>",
        "<p class='meta'>By <a href='/staff/ada-quay'>Ada Quay</a>, <a>Otto Brand</a></p>",
        "<div class='info-author'>Written by <i>Dr Ada Quay</i>, <i>Otto Brand</i></div>",
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"The lamp of the '
        'mole burns again","author":{"@type":"Person","name":"Ada Quay"}}</script>',
        "<meta name='author' content='Ada Quay'>",
    ],
)
def test_who_is_named_in_the_byline_beside_the_declared_author_wrote_it_too(
    head: str, line: str
) -> None:
    card = "<div><h3><a href='/ferry'>The ferry sails</a></h3><p class='byline'>By Li Wen</p></div>"
    assert authors_of(H1 + line + TEXT * 4 + card, head)[1:] == ["Otto Brand"]
    for nobody in ("In Partnership", "Quay University", "Harbour's Editorial Guidelines"):
        assert authors_of(H1 + line.replace("Otto Brand", nobody) + TEXT * 4, head) == ["Ada Quay"]
    other = "<p class='byline'>By Otto Brand</p>"
    assert authors_of(H1 + other + TEXT * 4 + card, head) == ["Ada Quay"]


def test_all_meta_tags_for_authors_are_read() -> None:
    head = "<meta name='dc.creator' content='Ada Quay'>" + "".join(
        f"<meta name='citation_authors' content='{name}'>" for name in ("Ada Quay", "Otto Brand")
    )
    assert authors_of(H1 + TEXT * 4, head) == ["Ada Quay", "Otto Brand"]


def test_an_interviewer_is_the_author() -> None:
    head = (
        "<meta name='author' content='Harbour Books'><meta property='og:site_name' "
        "content='Harbour Books'><meta name='twitter:label1' content='Interview by'>"
        "<meta name='twitter:data1' content='Ada Quay'>"
    )
    assert authors_of(H1 + TEXT * 4, head) == ["Ada Quay"]


def test_a_paper_is_no_author_beside_people() -> None:
    line = "<p class='byline'>Ada Quay and Otto Brand, Harbour Times</p>"
    assert authors_of(H1 + line + TEXT * 4) == ["Ada Quay", "Otto Brand"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('"Ada Quay"', ["Ada Quay"]),
        ("„Ada Quay“", ["Ada Quay"]),
        ('Ada "Keeper" Quay', ['Ada "Keeper" Quay']),
        ("By Ada Quay In Harbour Life, Boats, Lamps of the Coast", ["Ada Quay"]),
        ("Ada Quay @ Harbour", ["Ada Quay"]),
        ("Ada Quay, Home and Digital Security Expert", ["Ada Quay"]),
    ],
)
def test_names_lose_what_stands_around_them(line: str, names: list[str]) -> None:
    assert [each.name for each in people_in(line, set())] == names


@pytest.mark.parametrize(
    "label",
    [
        "More stories",
        "Lesen Sie auch",
        "À lire aussi",
        "Lo más leído",
        "Другие новости",
        "関連記事",
    ],
)
@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<p><b>{}</b></p>"])
def test_a_byline_below_a_line_that_announces_stories_is_of_those(heading: str, label: str) -> None:
    card = (
        "<div><a href='/ferry'>The ferry sails</a><span class='byline'>By Otto Brand</span></div>"
    )
    box = f"<div>{heading.format(label)}{card}{card}</div>"
    assert authors_of(f"{H1}{TEXT * 4}{box}") == []
    own = "<p class='byline'>By Ada Quay</p>"
    assert authors_of(
        f"<div>{heading.format(label)}{card}</div><main>{H1}{own}{TEXT * 4}</main>"
    ) == ["Ada Quay"]


@pytest.mark.parametrize("label", ["Por:", "Par :", "Door:", "Oleh:", "Yazan:", "Írta:"])
def test_the_last_line_may_name_the_writer(label: str) -> None:
    assert authors_of(f"{H1}{TEXT * 4}<p>{label} Ada Quay</p>") == ["Ada Quay"]


@pytest.mark.parametrize(
    ("classes", "label"),
    [("autor", "Por"), ("auteur", "Par"), ("penulis", "Oleh"), ("firma", "Por")],
)
def test_the_writer_of_another_story_is_not_this_ones_in_any_language(
    classes: str, label: str
) -> None:
    card = (
        "<section><h2>+</h2><article><h3><a href='/ferry'>The ferry sails again</a></h3>"
        f"<p class='{classes}'>{label} <a href='/autor/otto-brand'>Otto Brand</a></p>"
        "</article></section>"
    )
    own = f"<p class='{classes}-nota'>{label} <a href='/autor/ada-quay'>Ada Quay</a></p>"
    assert authors_of(H1 + TEXT * 4 + own + card) == ["Ada Quay"]
    assert authors_of(H1 + TEXT * 4 + card) == []


def test_a_time_of_day_ends_no_name() -> None:
    line = "<div class='author-info'>By <b>Ada Quay</b> <i>05:00 AM EST</i> <p>Link Kept</p></div>"
    assert "Link Kept" not in authors_of(H1 + line + TEXT * 4)


@pytest.mark.parametrize(
    "line",
    [
        "<span>نویسنده:</span> <span>سارا احمدی</span> <span>کد خبر: ۱۲۳۴۵</span>",
        "<span>نویسنده: سارا احمدی</span> <span>تاریخ انتشار: ۱۴۰۲/۰۳/۰۱</span>",
        "<b>Автор:</b> <b>Ирина Белова</b> <i>Номер статьи: 44</i>",
        "<b>Autor:</b> <b>Ana Gil</b> <i>Tiempo de lectura: 4 min</i>",
    ],
)
def test_a_label_in_markup_of_its_own_ends_the_name_before_it(line: str) -> None:
    assert authors_of(f"{H1}<div class='author-info'>{line}</div>{TEXT * 4}") in (
        ["سارا احمدی"], ["Ирина Белова"], ["Ana Gil"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "footer",
    [
        "<span class='byline'>By Ada Quay</span>",
        "<p class='autor'>Ada Quay</p>",
        "<div class='author-box'><h4>About the author</h4><b>Ada Quay</b> keeps the lamps.</div>",
    ],
)
def test_the_footer_of_an_article_names_its_author_and_that_of_the_page_nobody(footer: str) -> None:
    own = f"<article>{H1}{TEXT * 4}<footer>{footer}</footer></article>"
    assert authors_of(own) == ["Ada Quay"]
    assert authors_of(f"<article>{H1}{TEXT * 4}</article><footer>{footer}</footer>") == []


def test_the_blog_of_a_person_is_called_as_the_author_is() -> None:
    head = "<meta property='og:site_name' content='Ada Quay'>"
    link = "<p>by <a rel='author' href='/author/ada/'>Ada Quay</a></p>"
    assert authors_of(H1 + link + TEXT * 4, head) == ["Ada Quay"]
    firm = "<meta property='og:site_name' content='Harbour Press'>"
    assert authors_of(H1 + link.replace("Ada Quay", "Harbour Press") + TEXT * 4, firm) == []


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("（港灣社記者陳美玲台北29日電）", ["陳美玲"]),
        ("（港灣社記者陳美玲、林怡君高雄1日電）", ["陳美玲", "林怡君"]),
        ("【港灣晚報╱記者陳美玲／即時報導】", ["陳美玲"]),
        ("（港湾网记者陈美玲 通讯员林怡君）", ["陈美玲", "林怡君"]),
        ("【ロンドン=田中花子】", ["田中花子"]),
        ("【ロンドン支局】", []),
    ],
)
def test_a_reporter_is_named_in_the_dateline(dateline: str, names: list[str]) -> None:
    line = f"<p>{dateline}燈塔今天重新點亮，漁船全部回港。</p>"
    assert authors_of(f"{H1}{line}{TEXT * 4}") == names
