"""A gallery beside the text is none of it; one that is the article stays."""

import pytest
from lxml.html import document_fromstring

from services.extract.body.galleries import without_galleries
from services.extract.body.outline import read_outline

LINE = "The ferry sails again from Tuesday, five weeks after the storm tore away part of the pier. "
TEXT = f"<div><p>{LINE}{LINE}</p><p>{LINE}{LINE}</p><p>{LINE}{LINE}</p></div>"


def lines(body: str) -> list[str]:
    outline = without_galleries(read_outline(document_fromstring(f"<body>{body}</body>")))
    return [segment.text for segment in outline.segments]


def gallery(counter: str, count: int, head: str = "", caption: str = "The pier at noon") -> str:
    items = (f"<li>{counter.format(n + 1, count)} {caption}</li>" for n in range(count))
    return f"<section>{head}<ul>{''.join(items)}</ul></section>"


@pytest.mark.parametrize("counter", ["{}/{}", "{} / {}", "{} of {}", "Foto {} von {}", "{} из {}"])
def test_captions_that_are_counted_to_their_end_go_with_their_heading(counter: str) -> None:
    found = gallery(counter, 3, "<h2>In pictures</h2>")
    assert lines(TEXT + found + TEXT) == lines(TEXT + TEXT)


def test_the_images_of_a_gallery_go_with_it() -> None:
    shown = gallery("<img src=/a.jpg>{}/{}", 4)
    page = document_fromstring(f"<body>{TEXT}{shown}<img src=/b.jpg>{TEXT}</body>")
    outline = without_galleries(read_outline(page))
    assert [(each.element.get("src"), each.place) for each in outline.images][-1:] == [
        ("/b.jpg", 3)
    ]
    assert len(outline.images) == 2  # the first stands before its caption, right below the text


@pytest.mark.parametrize(
    "body",
    [
        gallery("{}/{}", 3, "<h2>In pictures</h2>"),
        TEXT + gallery("{}/{}", 3).replace("3/3", "4/3"),
        TEXT + "<ul><li>1/3 Opening</li><li>2/3 Talk</li></ul>",
        TEXT + gallery("{}/{}", 4, caption=LINE * 3),
    ],
    ids=["nothing beside it", "not to the end", "two dates", "longer than the text"],
)
def test_what_is_no_gallery_beside_a_text_stays(body: str) -> None:
    page = document_fromstring(f"<body>{body}</body>")
    assert lines(body) == [segment.text for segment in read_outline(page).segments]


def slides(
    count: int, name: str, *, shown: bool = True, caption: str = LINE, image: bool = True
) -> str:
    inner = f"{'<img src=/p.jpg>' if image else ''}<p>{caption}</p></div>"
    marks = [" active" if shown else "", *[""] * (count - 1)]
    items = "".join(f"<div class='slide{mark}'>{inner}" for mark in marks)
    return f"<div class='{name}'>{items}</div>"


@pytest.mark.parametrize("name", ["gallery", "photoGallery big", "bilder-galerie", "slideshow"])
@pytest.mark.parametrize("shown", [True, False])
def test_slides_in_a_box_called_a_gallery_are_beside_the_text(name: str, shown: bool) -> None:
    assert lines(TEXT + slides(4, name, shown=shown)) == lines(TEXT)


def test_slides_shown_one_at_a_time_may_be_longer_than_the_text() -> None:
    assert lines(TEXT + slides(9, "gallery")) == lines(TEXT)
    assert lines(TEXT + slides(9, "gallery", shown=False)) != lines(TEXT)


@pytest.mark.parametrize(
    "body",
    [
        slides(9, "gallery"),
        TEXT + slides(2, "gallery"),
        TEXT + slides(4, "story"),
        TEXT + slides(4, "gallery", image=False),
        f"<div class='gallery'>{TEXT}<img><img><img>{TEXT}</div>",
    ],
    ids=["nothing beside it", "two slides", "another name", "no pictures", "the text itself"],
)
def test_what_is_called_a_gallery_and_is_the_text_stays(body: str) -> None:
    page = document_fromstring(f"<body>{body}</body>")
    assert lines(body) == [segment.text for segment in read_outline(page).segments]
