"""Odd values can be written, however they fall together."""

from random import Random

from tests.harness.record_fuzz.odd_values import odd, written


def test_an_odd_value_that_stands_deep_is_written() -> None:
    depth = 700
    for seed in range(200):
        tree = odd(Random(seed), depth)
        for _ in range(depth):
            tree = [tree]
        assert isinstance(written(Random(seed), tree), bytes)
