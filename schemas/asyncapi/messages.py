"""The messages of each topic: what they are for, their headers, payload and key."""

from schemas.asyncapi.headers import (
    CLIENT_TRACE,
    Json,
    dead_letter_headers,
    event_headers,
    no_value_headers,
)
from schemas.events import has_body
from schemas.pipeline import CONTROL, PUBLISHED, SITES, SUBMITTED, TOPICS
from schemas.topic import Topic

BINDING_VERSION = "0.5.0"
BARE_URL = f"{SUBMITTED.name}.url"
"""Second form of a submission: the URL alone."""

NO_VALUE = {
    PUBLISHED: "The article is no longer there, or was taken down.",
    SITES: "There is nothing to say of the site any more.",
    CONTROL: "Of a submission's key: its withdrawal is over, since its answer has come.",
}
"""Topics on which a message may have no value, and what that says."""


def message_names(topic: Topic) -> list[str]:
    """Return the names of a topic's messages."""
    if topic is SUBMITTED:
        return [topic.name, BARE_URL]
    return [topic.name, _no_value_name(topic)] if topic in NO_VALUE else [topic.name]


def _no_value_name(topic: Topic) -> str:
    return f"{topic.name}.no-value"


def messages() -> Json:
    """Describe all messages, by name."""
    found: Json = {BARE_URL: _bare_url()}
    for topic in TOPICS:
        if topic is SUBMITTED:
            found[topic.name] = _submission()
        elif topic is CONTROL:
            found[topic.name] = _control()
        elif topic.event is None:
            found[topic.name] = _dead_letter(topic)
        else:
            found[topic.name] = _event(topic)
        if topic in NO_VALUE:
            found[_no_value_name(topic)] = _no_value(topic)
    return dict(sorted(found.items()))


def _bare_url() -> Json:
    return {
        "summary": "A URL, and nothing else.",
        "contentType": "text/plain",
        "headers": CLIENT_TRACE,
        "payload": {"type": "string", "examples": ["https://example.org/news/1"]},
    }


def _submission() -> Json:
    return {
        "summary": "A URL with what the submitter knows of it. Headers and key are free.",
        "contentType": "application/json",
        "headers": CLIENT_TRACE,
        "payload": _file(SUBMITTED.name),
    }


def _event(topic: Topic) -> Json:
    assert topic.event is not None
    paged = has_body(topic.event)
    body = {"type": "string", "format": "binary", "description": "The page's bytes, zstd."}
    return {
        "name": topic.name,
        "summary": (topic.event.__doc__ or "").partition("\n")[0],
        "contentType": "application/zstd" if paged else "application/json",
        "headers": event_headers(topic),
        "payload": body if paged else _file(topic.name),
        "bindings": _key_binding(f"`{topic.key}` of the event."),
    }


def _no_value(topic: Topic) -> Json:
    message: Json = {"summary": NO_VALUE[topic], "payload": {"type": "null"}}
    if topic.event is None:
        return message
    key = _key_binding(f"`{topic.key}` of the event.")
    return {**message, "headers": no_value_headers(topic), "bindings": key}


def _control() -> Json:
    return {
        "summary": "A command of an operator, by whom and why.",
        "description": "`newsreel pause`, `block`, `pace`, `cancel` and others write it. The latest"
        " of a key holds; a message that is not a command is ignored and counted.",
        "contentType": "application/json",
        "payload": _file(CONTROL.name),
        "bindings": _key_binding("`stage:`, `host:`, `pace:` or `submission:`, and the target."),
    }


def _dead_letter(topic: Topic) -> Json:
    about = "Bytes and headers as they came, and these headers beside them."
    return {
        "summary": f"An event that {topic.name.partition('.')[0]} could not handle, or its marker.",
        "description": f"{about} A marker has no value.",
        "contentType": "application/octet-stream",
        "headers": dead_letter_headers(),
        "payload": {"type": ["string", "null"], "format": "binary"},
    }


def _key_binding(meaning: str) -> Json:
    key = {"type": "string", "description": meaning}
    return {"kafka": {"key": key, "bindingVersion": BINDING_VERSION}}


def _file(name: str) -> Json:
    return {"$ref": f"./json/{name}.json"}
