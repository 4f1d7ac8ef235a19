"""Who looks for its like writes down before another worker looks."""

from sqlalchemy import Connection

from services.stage.store.locks import take_lock

LOCK = 0x6E657773
"""Spells "news"."""


def take_turns(connection: Connection) -> None:
    """Let no other worker look until the transaction ends."""
    take_lock(connection, LOCK)
