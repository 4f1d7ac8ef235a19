"""What is left of a head that says in two ways where its body ends."""

import pytest

from services.fetch.http.wire.lenient_head import lenient

OK, END = b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n"
CHUNKED, LENGTH = b"Transfer-Encoding: chunked", b"Content-Length: 3"


@pytest.mark.parametrize("more", [b"", b"\r\nConnection: keep-alive"])
@pytest.mark.parametrize("both", [CHUNKED + b"\r\n" + LENGTH, LENGTH + b"\r\n" + CHUNKED])
def test_a_connection_that_sent_a_length_beside_chunks_is_not_used_again(
    both: bytes, more: bytes
) -> None:
    assert lenient(OK + both + more + END) == OK + CHUNKED + b"\r\nConnection: close" + END


def test_a_connection_that_says_chunks_twice_may_be_used_again() -> None:
    twice = OK + CHUNKED + b"\r\n" + CHUNKED + END
    assert lenient(twice) == twice
