import pytest

from schemas.events import ArticleExtracted, Block
from services.enrich.quality.flags import fields, find_flags
from services.enrich.reading import Reading
from tests.support.articles import article


def flags(page: ArticleExtracted) -> list[tuple[str, str]]:
    return [(each.name, each.source) for each in find_flags(page)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/live/2026/storm", "liveblog"),
        ("/sport/liveticker/finale", "liveblog"),
        ("/politique/en-direct/vote", "liveblog"),
        ("/bildergalerie/winter", "gallery"),
        ("/foto-galeri/kis", "gallery"),
        ("/transcripts/speech", "transcript"),
        ("/press-releases/merger", "press_release"),
        ("/pressemitteilungen/bau", "press_release"),
        ("/brandvoice/cloud", "sponsored"),
        ("/advertorial/betten", "sponsored"),
        ("/commentisfree/rail", "opinion"),
        ("/meinung/bahn", "opinion"),
        ("/yazarlar/elif/kar", "opinion"),
    ],
)
def test_a_url_says_what_kind_of_article_it_is(path: str, name: str) -> None:
    page = article("A text.", canonical_url=f"https://news.example{path}")
    assert flags(page) == [(name, "url")]


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("Opinion", "opinion"),
        ("Débats", "opinion"),
        ("Мнения", "opinion"),
        ("یادداشت", "opinion"),
        ("الرأي", "opinion"),
        ("社説", "opinion"),
        ("오피니언", "opinion"),
        ("संपादकीय", "opinion"),
        ("评论", "opinion"),
        ("Anzeige", "sponsored"),
        ("رپورتاژ آگهی", "sponsored"),
        ("보도자료", "press_release"),
    ],
)
def test_a_section_says_it_in_many_languages(section: str, name: str) -> None:
    assert flags(article("A text.", section=section)) == [(name, "section")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Live updates: storm reaches the coast", "liveblog"),
        ("EN DIRECT - Le vote du budget", "liveblog"),
        ("Kommentar: Die Bahn fährt", "opinion"),
        ("Opinion | The bridge must stay", "opinion"),
        ("[사설] 다리를 고쳐라", "opinion"),
        ("【社説】橋を直せ", "opinion"),
        ("Full transcript: the mayor's speech", "transcript"),
        ("In pictures: winter in the north", "gallery"),
    ],
)
def test_a_title_says_it_before_a_colon_a_bar_or_a_dash(title: str, name: str) -> None:
    assert flags(article("A text.", title=title)) == [(name, "title")]


@pytest.mark.parametrize(
    "title",
    ["Live music returns to the harbour", "Opinion polls: a close race", "Comment le tram roule"],
)
def test_a_title_that_only_begins_alike_says_nothing(title: str) -> None:
    assert flags(article("A text.", title=title)) == []


def test_lines_with_times_of_day_make_a_live_blog() -> None:
    text = "\n".join(f"{hour}:15 The vote goes on." for hour in range(9, 16))
    assert flags(article(text)) == [("liveblog", "text")]


def test_lines_with_speakers_make_a_transcript() -> None:
    text = "\n".join(["ANNA HALE: We begin.", "Tom Reed: We do."] * 5)
    assert flags(article(text)) == [("transcript", "text")]


def test_a_wire_service_in_the_first_lines_makes_a_press_release() -> None:
    assert flags(article("BERLIN, May 3 /PRNewswire/ -- Acme grows.")) == [
        ("press_release", "text")
    ]


def test_many_images_and_few_words_make_a_gallery() -> None:
    images = [Block(kind="image", url=f"https://news.example/{n}.jpg") for n in range(8)]
    assert flags(article("Winter in the north.", blocks=images)) == [("gallery", "blocks")]
    assert flags(article("word " * 2000, blocks=images)) == []


def test_each_flag_stands_once_with_the_best_source() -> None:
    page = article("A text.", section="Opinion", title="Opinion: stay")
    (flag,) = fields(Reading(page, "en"))["flags"]
    assert (flag.name, flag.source) == ("opinion", "section")
