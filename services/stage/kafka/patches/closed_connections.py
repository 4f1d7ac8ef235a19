"""A connection that the brokers have just closed fails as a lost one, on uvloop too.

asyncio's own transports drop what is written to it. uvloop's raise a `RuntimeError`, and aiokafka
looks for an `OSError` (github.com/aio-libs/aiokafka/issues/1038): the task that keeps a client's
metadata fresh ended by it, and whoever waits for fresh metadata waits for ever. A consumer whose
broker was killed in that moment never came back into its group.
"""

from typing import Any

from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, KafkaError

_send = AIOKafkaConnection.send
_send_sasl_token = AIOKafkaConnection._send_sasl_token


def install() -> None:
    """Let every connection close itself where it has ended, and raise `KafkaConnectionError`."""
    AIOKafkaConnection.send = _named(_send)
    AIOKafkaConnection._send_sasl_token = _named(_send_sasl_token)


def _named(send: Any) -> Any:
    def named(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return send(self, *args, **kwargs)
        except KafkaError:  # they are `RuntimeError`s, too
            raise
        except RuntimeError as error:
            self.close(reason=CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(f"the connection is closed: {error}") from error

    return named
