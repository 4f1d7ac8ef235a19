"""An encoding that a page declares late, whatever its bytes are."""

import time

import pytest

from services.extract.markup.charset import declared_late


@pytest.mark.parametrize("written", ["charset=koi8-r", "charset = 'koi8-r'", 'charset =" koi8-r "'])
def test_a_charset_is_read_with_and_without_spaces_and_quotes(written: str) -> None:
    assert declared_late(f"<head><meta {written}>".encode()) == "koi8-r"


@pytest.mark.parametrize("piece", [" ", "\n", "charset= "])
def test_a_declaration_without_an_end_is_read_soon(piece: str) -> None:
    start = time.process_time()
    declared_late(f"<meta charset={piece * (100_000 // len(piece))}".encode())
    assert time.process_time() - start < 1
