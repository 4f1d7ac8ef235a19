"""The headers of messages."""

from typing import Any

from schemas.envelope import REVISION, schema_id
from schemas.events import has_body
from schemas.pipeline import PUBLISHED
from schemas.topic import Topic

Json = dict[str, Any]

TRACEPARENT = "W3C Trace Context: the trace of the submission, and the span that this comes from."
TRACESTATE = "W3C Trace Context: as the client sent it, where it sent one."
CLIENT_TRACE: Json = {
    "type": "object",
    "properties": {
        "traceparent": {
            "type": "string",
            "description": "W3C Trace Context: the client's own trace, kept for all that comes of"
            " the submission. A malformed one is ignored.",
        },
        "tracestate": {"type": "string", "description": "Passed on as it came."},
    },
}
"""What a client may send with a submission."""

DLQ_HEADERS = {
    "stage": "Stage that could not handle the event.",
    "reason": "`unexpected` or `undecodable`.",
    "error": "Class of the exception.",
    "message": "Its text.",
    "traceback": "Where it was raised.",
    "place": "Topic, partition and offset of the event.",
    "at": "When it was dead-lettered, ISO 8601.",
    "in_short": "Only where the event's bytes were too large to be kept: key and value are null.",
    "closes": "On a marker: place of the letter that it closes.",
    "action": "On a marker: `retried` or `dropped`.",
}


def event_headers(topic: Topic) -> Json:
    """Describe the headers of a topic's events."""
    assert topic.event is not None
    paged = has_body(topic.event)
    text = {"type": "string"}
    properties: Json = {
        "ce_specversion": {**text, "const": "1.0"},
        "ce_id": {**text, "description": "UUID made from the event's cause: same event, same id."},
        "ce_type": {**text, "const": topic.name},
        "ce_source": {**text, "description": "`newsreel/<stage>`."},
        "ce_time": {**text, "format": "date-time"},
        "newsreel_passport": {
            **text,
            "description": "The submission and its way so far: JSON, see json/passport.json.",
        },
        "content-type": {**text, "const": "application/zstd" if paged else "application/json"},
        "traceparent": {**text, "description": TRACEPARENT},
    }
    if topic.public:
        about = "The same, as CloudEvents' extension Distributed Tracing names it."
        properties["ce_traceparent"] = {**text, "description": about}
    if paged:
        about = f"All but the body: JSON, see json/{topic.name}.json."
        properties["newsreel_data"] = {**text, "description": about}
    else:
        about = f"Id of json/{topic.name}.json."
        properties["ce_dataschema"] = {**text, "const": schema_id(topic.name), "description": about}
    required = list(properties)
    properties["tracestate"] = {**text, "description": TRACESTATE}
    if topic.public:
        properties["ce_tracestate"] = {**text, "description": "The same."}
    return {"type": "object", "required": required, "properties": properties}


def no_value_headers(topic: Topic) -> Json:
    """Describe the headers of a message without value."""
    of_event = event_headers(topic)["properties"]
    names = ["ce_id", "traceparent", "ce_traceparent", "tracestate", "ce_tracestate"]
    properties: Json = {name: of_event[name] for name in names}
    required = names[:3]
    if topic is PUBLISHED:
        about = "The last revision that the article had."
        properties[REVISION] = {"type": "string", "description": about}
        required.append(REVISION)
    return {"type": "object", "required": required, "properties": properties}


def dead_letter_headers() -> Json:
    """Describe the headers that a dead letter, or its marker, has beside the event's own."""
    properties = {
        f"newsreel_dlq_{name}": {"type": "string", "description": meaning}
        for name, meaning in DLQ_HEADERS.items()
    }
    return {"type": "object", "properties": properties}
