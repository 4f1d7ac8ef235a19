"""Bodies in every encoding, in chunks of every size, within the limit and beyond it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.outcomes import Reason
from services.fetch.http.body import Body, patience_seconds
from services.stage.endings import PermanentError
from tests.harness.hostile.tricks.answers import PAGE
from tests.harness.hostile.tricks.packed import packings
from tests.support.fetch_settings import settings_with

LIMIT = 10_000_000
RIGHT = [
    "gzip", "x-gzip", "br", "zstd", "zstd-two-frames", "deflate", "deflate-raw",
    "gzip-two-members", "gzip-then-garbage", "gzip-in-br", "gzip-in-gzip", "gzip-that-is-plain",
    "invented", "none",
]  # fmt: skip
DAMAGED = ["gzip-damaged", "br-that-is-plain", "zstd-that-is-plain", "zstd-wide-window"]


def unpacked(encoding: str | None, data: bytes, step: int, limit: int = LIMIT) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(data), step):
        for _ in body.add(data[start : start + step]):
            pass
    return body.joined()


@pytest.mark.parametrize("how", RIGHT)
@pytest.mark.parametrize("step", [1, 2, 7, 100_000])
def test_a_page_comes_out_as_it_was_whatever_its_packing_and_chunks(how: str, step: int) -> None:
    assert unpacked(*packings()[how], step) == PAGE


@pytest.mark.parametrize("step", [1, 100_000])
def test_a_cut_off_gzip_gives_what_came(step: int) -> None:
    page = unpacked(*packings()["gzip-cut-off"], step)
    assert page
    assert PAGE.startswith(page)


@pytest.mark.parametrize("how", DAMAGED)
@pytest.mark.parametrize("step", [1, 100_000])
def test_a_damaged_packing_is_no_decode(how: str, step: int) -> None:
    with pytest.raises(PermanentError) as caught:
        unpacked(*packings()[how], step)
    assert caught.value.reason is Reason.NO_DECODE


@pytest.mark.parametrize("how", ["gzip", "br", "zstd", "deflate", "deflate-raw", "gzip-in-br"])
def test_the_limit_counts_what_is_unpacked_to_the_byte(how: str) -> None:
    assert unpacked(*packings()[how], 50, limit=len(PAGE)) == PAGE
    with pytest.raises(PermanentError) as caught:
        unpacked(*packings()[how], 50, limit=len(PAGE) - 1)
    assert caught.value.reason is Reason.DECOMPRESSION_LIMIT


def test_a_plain_body_beyond_the_limit_is_too_large() -> None:
    assert unpacked(None, PAGE, 50, limit=len(PAGE)) == PAGE
    with pytest.raises(PermanentError) as caught:
        unpacked(None, PAGE, 50, limit=len(PAGE) - 1)
    assert caught.value.reason is Reason.TOO_LARGE


@settings(max_examples=300)
@given(
    encoding=st.lists(
        st.sampled_from(["gzip", "deflate", "br", "zstd", "x"]), min_size=1, max_size=3
    ),
    data=st.binary(max_size=400),
    step=st.integers(1, 400),
)
def test_any_bytes_under_any_encoding_end_in_a_body_or_a_reason(
    encoding: list[str], data: bytes, step: int
) -> None:
    reasons = {Reason.NO_DECODE, Reason.DECOMPRESSION_LIMIT}
    try:
        body: bytes | None = unpacked(", ".join(encoding), data, step)
    except PermanentError as error:
        body = None
        reasons.discard(error.reason)
    assert body is not None or len(reasons) == 1


def test_a_body_has_a_grace_and_then_must_keep_the_least_rate() -> None:
    limits = settings_with(least_rate_bytes_per_second=500, rate_grace_seconds=5)
    assert patience_seconds(0, limits) == 5
    assert patience_seconds(10_000, limits) == 25
