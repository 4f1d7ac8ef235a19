"""A fetch with odd header names is read whole; aiokafka's own reading of it ends in the middle."""

import pytest
from aiokafka.consumer import fetcher
from aiokafka.record.memory_records import MemoryRecords

from services.settings import Settings
from services.stage.kafka import options
from services.stage.kafka.patches.header_names import SafeRecords
from tests.support.raw_batches import Raw, batch

GOOD = [Raw(b"one", [(b"a", b"1")]), Raw(b"two"), Raw(b"drei", [("ü".encode(), b"\xff")])]
LATIN = Raw(b"odd", [(b"a", b"1"), (b"\xfcber", b"2")])
TWICE = Raw(b"odd", [(b"\xff\xfe", b""), (b"\xff\xfe", b"x")])
CUT = Raw(b"odd", [("ü".encode()[:1], b"x")])


def values(records: object) -> list[bytes]:
    read: list[bytes] = []
    while records.has_next():  # type: ignore[attr-defined]
        read += [each.value for each in records.next_batch()]  # type: ignore[attr-defined]
    return read


@pytest.mark.parametrize("compression", [0, 1])
@pytest.mark.parametrize("odd", [LATIN, TWICE, CUT], ids=["latin-1", "doubled", "cut"])
@pytest.mark.parametrize("position", range(len(GOOD) + 1))
def test_every_record_of_every_batch_is_read(odd: Raw, position: int, compression: int) -> None:
    mixed = [*GOOD[:position], odd, *GOOD[position:]]
    data = batch(GOOD, compression) + batch(mixed, compression) + batch(GOOD, compression)
    with pytest.raises(UnicodeDecodeError):
        values(MemoryRecords(data))
    wanted = [each.value for each in (*GOOD, *mixed, *GOOD)]
    assert values(SafeRecords(data)) == wanted


def test_the_bytes_of_a_name_can_be_had_again() -> None:
    records = SafeRecords(batch([LATIN]))
    (record,) = records.next_batch()
    names = [name.encode("utf-8", "surrogateescape") for name, _ in record.headers]
    assert names == [name for name, _ in LATIN.headers]


def test_a_batch_that_is_not_all_there_is_left_for_the_next_fetch() -> None:
    whole = batch(GOOD)
    records = SafeRecords(whole + whole[:-1])
    assert values(records) == [each.value for each in GOOD]
    assert records.size_in_bytes() == len(whole) * 2 - 1


def test_clients_with_our_options_read_so() -> None:
    assert options.client_options(Settings())
    assert fetcher.MemoryRecords is SafeRecords
