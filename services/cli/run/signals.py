"""Signals that stop `newsreel up` in order: Ctrl-C, SIGTERM, and the end of its terminal."""

import asyncio
import os
import signal
from collections.abc import Sequence

STANDARD_OUTPUTS = (1, 2)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` when a signal comes. Under `nohup` the end of the terminal is none."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        terminals = [each for each in STANDARD_OUTPUTS if os.isatty(each)]
        loop.add_signal_handler(signal.SIGHUP, _hang_up, stop, terminals)


def _hang_up(stop: asyncio.Event, terminals: Sequence[int]) -> None:
    """Stop without a word: to write to a terminal that is gone would fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for each in terminals:
        os.dup2(nowhere, each)
    stop.set()
