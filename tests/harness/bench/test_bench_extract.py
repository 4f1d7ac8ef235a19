"""What the extractor's parts cost can be measured: each is where the benchmark looks for it."""

from tests.harness.bench.bench_extract import PARTS


def test_each_part_that_is_timed_exists() -> None:
    assert [name for module, name in PARTS if not hasattr(module, name)] == []
