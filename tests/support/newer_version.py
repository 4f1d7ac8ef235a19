"""A later version of the stages: `python -m tests.support.newer_version service STAGE`.

It tells more than ours knows: fields, headers, hints, and another word for a missing page.
"""

import json
from typing import Any

from schemas import envelope

NEWER_REASON = "moved_to_the_archive"
_encode = envelope.encode


def encode(event: Any, key: str) -> envelope.Message:
    """Write a message as the later version does."""
    message = _encode(event, key)
    headers = [(name, _more(name, value)) for name, value in message.headers]
    value = message.value or b""
    if "newsreel_data" not in message.header:
        value = _more("value", value)
    return envelope.Message(message.key, value, [*headers, ("ce_newer", b"1")], message.at_ms)


def _more(name: str, text: bytes) -> bytes:
    if name not in ("newsreel_passport", "newsreel_data", "value"):
        return text
    tree = json.loads(text)
    tree["from_the_future"] = {"deep": [1, None]}
    if name == "newsreel_passport":
        tree["hints"] = tree.get("hints", {}) | {"mood": "glad"}
    if "variant" in tree:
        tree["variant"] = "print"
    if tree.get("reason") == "http_404":
        tree["reason"] = NEWER_REASON
    return json.dumps(tree).encode()


def main() -> None:
    """Run the command line with this version's messages."""
    envelope.encode = encode  # type: ignore[assignment]
    from services.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
