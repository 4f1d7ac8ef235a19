"""The contract as an AsyncAPI 3.1 document, built from the pipeline."""

from typing import Any

from schemas.envelope import REVISION, schema_id
from schemas.pipeline import CONTROL, PIPELINE, PUBLISHED, SITES, SUBMITTED, TOPICS, Step, Topic

Json = dict[str, Any]

BINDING_VERSION = "0.5.0"
BARE_URL = f"{SUBMITTED.name}.url"
"""Second form of a submission: the URL alone."""

NO_VALUE = {
    PUBLISHED: "The article is no longer there, or was taken down.",
    SITES: "There is nothing to say of the site any more.",
    CONTROL: "Of a submission's key: its withdrawal is over, since its answer has come.",
}
"""Topics on which a message may have no value, and what that says."""

INFO = (
    "URLs in, enriched news articles out, and one final answer for every URL. Public topics:"
    " `urls.submitted.v1` (write), `articles.published.v1`, `articles.retracted.v1`,"
    " `stories.merged.v1`, `sites.health.v1` and `urls.outcomes.v1` (read); the others"
    " belong to the stages. Events are CloudEvents 1.0 in binary mode: metadata in `ce_*`"
    " headers, the value is the plain payload. Delivery is at least once; an event that is"
    " delivered again has the same `ce_id`."
)

TRACEPARENT = "W3C Trace Context: the trace of the submission, and the span that this comes from."
TRACESTATE = "W3C Trace Context: as the client sent it, where it sent one."
_TRACE: Json = {
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


def asyncapi() -> Json:
    """Build the document."""
    return {
        "asyncapi": "3.1.0",
        "info": {
            "title": "Newsreel",
            "version": "1.0.0",
            "description": INFO,
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "127.0.0.1:9092",
                "protocol": "kafka",
                "description": "What `newsreel up` starts; NEWSREEL_KAFKA names another cluster.",
            }
        },
        "channels": {topic.name: _channel(topic) for topic in TOPICS},
        "operations": _operations(),
        "components": {"messages": _messages()},
    }


def _channel(topic: Topic) -> Json:
    return {
        "address": topic.name,
        "description": _about(topic),
        "messages": {name: _ref("components/messages", name) for name in _message_names(topic)},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": _topic_configuration(topic),
                "bindingVersion": BINDING_VERSION,
            }
        },
    }


def _about(topic: Topic) -> str:
    public = "Public." if topic.public else "Internal."
    key = f"Keyed by `{topic.key}`." if topic.key else "Any key."
    hours = topic.retention_hours
    kept = "Kept for good" if hours is None else f"Kept {hours // 24} days"
    compacted = ", compacted" if topic.compacted else ""
    return f"{public} {key} {kept}{compacted}. {_packed(topic)}"


def _packed(topic: Topic) -> str:
    if topic.codec == "none":
        return "Its values are zstd frames, so batches are not compressed once more."
    return f"Stages compress it with {topic.codec}."


def _topic_configuration(topic: Topic) -> Json:
    return {
        name: [value] if name == "cleanup.policy" else value for name, value in topic.config.items()
    }


# ---------------------------------------------------------------- operations


def _operations() -> Json:
    operations: Json = {}
    for step in PIPELINE:
        for topic in step.reads:
            operations[f"{step.stage}.receive.{topic.name}"] = _receive(step, topic)
        for topic in step.writes:
            operations[f"{step.stage}.send.{topic.name}"] = _operation("send", step, topic)
    return operations


def _receive(step: Step, topic: Topic) -> Json:
    if topic not in step.consumes:  # without a group: every process reads all of it
        return _operation("receive", step, topic)
    group = {"type": "string", "enum": [step.group]}
    bindings = {"kafka": {"groupId": group, "bindingVersion": BINDING_VERSION}}
    return {**_operation("receive", step, topic), "bindings": bindings}


def _operation(action: str, step: Step, topic: Topic) -> Json:
    return {"action": action, "summary": step.does, "channel": _ref("channels", topic.name)}


# ---------------------------------------------------------------- messages


def _message_names(topic: Topic) -> list[str]:
    if topic is SUBMITTED:
        return [topic.name, BARE_URL]
    return [topic.name, _no_value_name(topic)] if topic in NO_VALUE else [topic.name]


def _no_value_name(topic: Topic) -> str:
    return f"{topic.name}.no-value"


def _messages() -> Json:
    messages: Json = {BARE_URL: _bare_url()}
    for topic in TOPICS:
        if topic is SUBMITTED:
            messages[topic.name] = _submission()
        elif topic is CONTROL:
            messages[topic.name] = _control()
        elif topic.event is None:
            messages[topic.name] = _dead_letter(topic)
        else:
            messages[topic.name] = _event(topic)
        if topic in NO_VALUE:
            messages[_no_value_name(topic)] = _no_value(topic)
    return dict(sorted(messages.items()))


def _bare_url() -> Json:
    return {
        "summary": "A URL, and nothing else.",
        "contentType": "text/plain",
        "headers": _TRACE,
        "payload": {"type": "string", "examples": ["https://example.org/news/1"]},
    }


def _submission() -> Json:
    return {
        "summary": "A URL with what the submitter knows of it. Headers and key are free.",
        "contentType": "application/json",
        "headers": _TRACE,
        "payload": _file(SUBMITTED.name),
    }


def _event(topic: Topic) -> Json:
    assert topic.event is not None
    paged = "body" in topic.event.model_fields
    body = {"type": "string", "format": "binary", "description": "The page's bytes, zstd."}
    return {
        "name": topic.name,
        "summary": (topic.event.__doc__ or "").partition("\n")[0],
        "contentType": "application/zstd" if paged else "application/json",
        "headers": _headers(topic, paged),
        "payload": body if paged else _file(topic.name),
        "bindings": {"kafka": {"key": _key(topic), "bindingVersion": BINDING_VERSION}},
    }


def _headers(topic: Topic, paged: bool) -> Json:
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
    if not paged:
        about = f"Id of json/{topic.name}.json."
        properties["ce_dataschema"] = {**text, "const": schema_id(topic.name), "description": about}
    if paged:
        about = f"All but the body: JSON, see json/{topic.name}.json."
        properties["newsreel_data"] = {**text, "description": about}
    required = list(properties)
    properties["tracestate"] = {**text, "description": TRACESTATE}
    if topic.public:
        properties["ce_tracestate"] = {**text, "description": "The same."}
    return {"type": "object", "required": required, "properties": properties}


def _no_value(topic: Topic) -> Json:
    message: Json = {"summary": NO_VALUE[topic], "payload": {"type": "null"}}
    if topic.event is None:
        return message
    names = ["ce_id", "traceparent", "ce_traceparent", "tracestate", "ce_tracestate"]
    properties: Json = {name: _headers(topic, paged=False)["properties"][name] for name in names}
    required = names[:3]
    if topic is PUBLISHED:
        about = "The last revision that the article had."
        properties[REVISION] = {"type": "string", "description": about}
        required.append(REVISION)
    headers = {"type": "object", "required": required, "properties": properties}
    bindings = {"kafka": {"key": _key(topic), "bindingVersion": BINDING_VERSION}}
    return {**message, "headers": headers, "bindings": bindings}


def _control() -> Json:
    return {
        "summary": "A command of an operator, by whom and why.",
        "description": "`newsreel pause`, `block`, `pace`, `cancel` and others write it. The latest"
        " of a key holds; a message that is not a command is ignored and counted.",
        "contentType": "application/json",
        "payload": _file(CONTROL.name),
        "bindings": {
            "kafka": {
                "key": {
                    "type": "string",
                    "description": "`stage:`, `host:`, `pace:` or `submission:`, and the target.",
                },
                "bindingVersion": BINDING_VERSION,
            }
        },
    }


def _dead_letter(topic: Topic) -> Json:
    about = "Bytes and headers as they came, and these headers beside them."
    properties = {
        f"newsreel_dlq_{name}": {"type": "string", "description": meaning}
        for name, meaning in DLQ_HEADERS.items()
    }
    return {
        "summary": f"An event that {topic.name.partition('.')[0]} could not handle, or its marker.",
        "description": f"{about} A marker has no value.",
        "contentType": "application/octet-stream",
        "headers": {"type": "object", "properties": properties},
        "payload": {"type": ["string", "null"], "format": "binary"},
    }


def _key(topic: Topic) -> Json:
    return {"type": "string", "description": f"`{topic.key}` of the event."}


def _file(name: str) -> Json:
    return {"$ref": f"./json/{name}.json"}


def _ref(where: str, name: str) -> Json:
    return {"$ref": f"#/{where}/{name}"}
