"""Signals that stop `newsreel up` in order: Ctrl-C, SIGTERM, and the end of its terminal."""

import asyncio
import os
import signal
from collections.abc import Sequence

from services.cli.output.terminal import STDERR, STDOUT, write_nowhere


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` when a signal comes. Under `nohup` the end of the terminal is none."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        terminals = [each for each in (STDOUT, STDERR) if os.isatty(each)]
        loop.add_signal_handler(signal.SIGHUP, _hang_up, stop, terminals)


def _hang_up(stop: asyncio.Event, terminals: Sequence[int]) -> None:
    """Stop without a word to a terminal that is gone."""
    write_nowhere(*terminals)
    stop.set()
