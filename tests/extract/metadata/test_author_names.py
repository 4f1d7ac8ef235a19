import time

import pytest

from services.extract.markup.normalise import key
from services.extract.metadata.people.author_names import people_in
from services.extract.metadata.people.name_shapes import is_name_like
from services.extract.metadata.titles.site_in_title import is_site_name

SITE = {key(name) for name in ("The Harbour Post", "harbourpost.example", "Nachrichtenblatt")}


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ada Moreno", [("Ada Moreno", None)]),
        ("BY ADA MORENO", [("Ada Moreno", None)]),
        ("Von Jonas Brandt", [("Jonas Brandt", None)]),
        ("Par Claire Aubry", [("Claire Aubry", None)]),
        ("Por Inés Salvat", [("Inés Salvat", None)]),
        ("Автор: Ирина Белова", [("Ирина Белова", None)]),
        ("نویسنده: مریم کاویانی", [("مریم کاویانی", None)]),
        ("بقلم: سامي حداد", [("سامي حداد", None)]),
        ("Ada Moreno and Jonas Brandt", [("Ada Moreno", None), ("Jonas Brandt", None)]),
        ("Ada Moreno, Li Wen and Jonas Brandt",
         [("Ada Moreno", None), ("Li Wen", None), ("Jonas Brandt", None)]),
        ("Ada Moreno; Jonas Brandt", [("Ada Moreno", None), ("Jonas Brandt", None)]),
        ("Jonas Brandt und Mia Kern", [("Jonas Brandt", None), ("Mia Kern", None)]),
        ("Claire Aubry et Luc Perrin", [("Claire Aubry", None), ("Luc Perrin", None)]),
        ("مریم کاویانی و رضا تهرانی", [("مریم کاویانی", None), ("رضا تهرانی", None)]),
        ("مریم کاویانی، رضا تهرانی", [("مریم کاویانی", None), ("رضا تهرانی", None)]),
        ("By Ada Moreno, By Jonas Brandt", [("Ada Moreno", None), ("Jonas Brandt", None)]),
        ("Par Claire Aubry y Por Inés Salvat", [("Claire Aubry", None), ("Inés Salvat", None)]),
        ("By Ada Moreno, Political Editor", [("Ada Moreno", "Political Editor")]),
        ("Ada Moreno (Photographer)", [("Ada Moreno", "Photographer")]),
        ("Ada Moreno, head of the city's archive, The Harbour Post",
         [("Ada Moreno", "head of the city's archive")]),
        ("Jonas Brandt, dpa", [("Jonas Brandt", None), ("dpa", "organization")]),
        ("Jonas Brandt, Leipzig", [("Jonas Brandt", None)]),
        ("dpa", [("dpa", "organization")]),
        ("By The Harbour Post", []),
        ("Nachrichtenblatt", []),
        ("Nachrichtenblatt (harbourpost.example)", []),
        ("Nachrichtenblatt, Leipzig, Germany", []),
        ("https://social.example/harbourpost", []),
        ("desk@harbourpost.example", []),
        ("@harbourpost", []),
        ("Ada Moreno/Lima", [("Ada Moreno", None)]),
        ("Words: Ada Moreno. Pictures: Li Wen", [("Ada Moreno", None)]),
        ("Text: Ada Moreno / Bild: Li Wen", [("Ada Moreno", None)]),
        ("Photo: Li Wen", []),
        ("مترجم: بهمن رستگار", []),
        ("沈若溪/文", [("沈若溪", None)]),
        ("নিজস্ব প্রতিবেদক", []),
        ("Door onze redactie", []),
        ("Haber Merkezi", []),
        ("Ada Moreno —", [("Ada Moreno", None)]),
        ("ada-moreno", []),
        ("admin", []),
        ("(Image: Stock Photos)", []),
        ("Ada Moreno (https://moreno.example/ada/) (amoreno)", [("Ada Moreno", None)]),
        ("Li Wen (liwen88)", [("Li Wen", None)]),
        ("Ada Moreno (www.moreno.example)", [("Ada Moreno", None)]),
        ("Jonas Brandt (dpa)", [("Jonas Brandt", "dpa")]),
        ("Inés Salvat (corresponsal)", [("Inés Salvat", "corresponsal")]),
        ("Claire Aubry (avec Luc Perrin et Anne Roy)",
         [("Claire Aubry", None), ("Luc Perrin", None), ("Anne Roy", None)]),
        ("Jonas Brandt (mit Mia Kern)", [("Jonas Brandt", None), ("Mia Kern", None)]),
        ("Inés Salvat (con la colaboración de Ana Gil)",
         [("Inés Salvat", None), ("Ana Gil", None)]),
        ("Ada Moreno (with files from Reuters)",
         [("Ada Moreno", None), ("Reuters", "organization")]),
        ("By Ada Moreno, Dan Costa", [("Ada Moreno", None), ("Dan Costa", None)]),
        ("Oleh Siti Lestari, Agus Purnomo", [("Siti Lestari", None), ("Agus Purnomo", None)]),
        ("Oleh Siti Lestari dan Agus Purnomo", [("Siti Lestari", None), ("Agus Purnomo", None)]),
        ("ADA MORENO AND DAN COSTA", [("Ada Moreno", None), ("Dan Costa", None)]),
        ("Huyền Trang và Đức Long", [("Huyền Trang", None), ("Đức Long", None)]),
        ("Ada Moreno, New York", [("Ada Moreno", None)]),
        ("Von Mia Kern und Jonas Brandt, Bad Orb", [("Mia Kern", None), ("Jonas Brandt", None)]),
        ("अमित कौल, नवी मुंबई", [("अमित कौल", None)]),
        ("अमित कौल | मध्य प्रदेश", [("अमित कौल", None)]),
        ("Rui Lobo / São Tomé", [("Rui Lobo", None)]),
        ("अमित कौल। पटना", [("अमित कौल", None)]),
        ("Яна Лисицына, Великий Устюг", [("Яна Лисицына", None)]),
        ("نسرين الخوري، بيروت", [("نسرين الخوري", None)]),
        ("نسرين الخوري، مراسلة شؤون البحر", [("نسرين الخوري", "مراسلة شؤون البحر")]),
        ("زبیدہ اکرم، نئی دہلی", [("زبیدہ اکرم", None)]),
        ("記者陳美玲、王小明／高雄報導", [("陳美玲", None), ("王小明", None)]),
        ("本报记者 沈若溪 北京报道", [("沈若溪", None)]),
        ("记者 沈若溪 曹明 北京报道", [("沈若溪", None), ("曹明", None)]),
        ("文/沈若溪 曹明", [("沈若溪", None), ("曹明", None)]),
        ("生活中心記者陳美玲 王小明／台北報導", [("陳美玲", None), ("王小明", None)]),
        ("記者陳美玲台中報導", [("陳美玲", None)]),
        ("経済部・桐生真帆", [("桐生真帆", None)]),
        ("Das Interview führte Mia Kern", [("Mia Kern", None)]),
        ("(Jonas Brandt)", [("Jonas Brandt", None)]),
        ("Jonas Brandt j.brandt [at] hafen.example", [("Jonas Brandt", None)]),
        ("Ada Moreno (amoreno(at)harbourpost.example)", [("Ada Moreno", None)]),
        ("pagemaker version 1.2", []),
        ("Jonas Brandt Übersetzt von: Mia Kern", [("Jonas Brandt", None)]),
        ("Jonas Brandt ; Übersetzt von : Mia Kern", [("Jonas Brandt", None)]),
        ("Sitewriter 7.4.2", []),
        ("Sitewriter version 3", []),
        ("sitedocs-1.4.2, sitedocs-theme-8.5", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_byline_gives_its_people(byline: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.role) for person in people_in(byline, SITE)] == people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Moreno", True),
        ("Ludwig van der Berg", True),
        ("مریم کاویانی", True),
        ("Share on Facebook", False),
        ("3 min read", False),
        ("Read more here", False),
        ("Ada", False),
        ("Published: 12 May", False),
        ("Senior Correspondent", False),
    ],
)
def test_boilerplate_is_not_taken_for_a_name(text: str, expected: bool) -> None:
    assert is_name_like(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour Post", True),
        ("The Harbour Post", True),
        ("Harbour Post Online", True),
        ("Max Müller", False),
        ("Max News", True),
    ],
)
def test_a_site_name_is_told_from_a_person_of_that_name(text: str, expected: bool) -> None:
    assert is_site_name(text, {"harbourpost", "max"}) is expected


@pytest.mark.parametrize("piece", ["-", " - ", ", ", "— / "])
def test_a_long_row_of_separators_is_read_once(piece: str) -> None:
    start = time.process_time()
    people_in(f"Maria Lind {piece * (10_000 // len(piece))}x", set())
    assert time.process_time() - start < 1
