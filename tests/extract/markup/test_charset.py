"""An encoding that a page declares late, whatever its bytes are."""

import time

import pytest

from services.extract.markup.charset import declared_late, meant_encoding


@pytest.mark.parametrize("written", ["charset=koi8-r", "charset = 'koi8-r'", 'charset =" koi8-r "'])
def test_a_charset_is_read_with_and_without_spaces_and_quotes(written: str) -> None:
    assert declared_late(f"<head><meta {written}>".encode()) == "koi8-r"


@pytest.mark.parametrize(
    ("language", "text"),
    [("pl", "Szkoła dostała nową salę, wzięto też ślub"), ("cs", "Šest žáků šlo na koštiště")],
)
@pytest.mark.parametrize("declared", ["iso8859-2", "cp1250"])
def test_central_european_encodings_are_told_by_their_own_letters(
    language: str, text: str, declared: str
) -> None:
    for encoding in ("iso8859-2", "cp1250"):
        page = f"<html lang='{language}'><p>{text}</p>".encode(encoding)
        assert page.decode(meant_encoding(declared, page)) == page.decode(encoding)


@pytest.mark.parametrize("piece", [" ", "\n", "charset= "])
def test_a_declaration_without_an_end_is_read_soon(piece: str) -> None:
    start = time.process_time()
    declared_late(f"<meta charset={piece * (100_000 // len(piece))}".encode())
    assert time.process_time() - start < 1
