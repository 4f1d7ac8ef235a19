"""The document: channels from the topics, operations from the steps."""

from schemas.asyncapi.headers import Json
from schemas.asyncapi.messages import BINDING_VERSION, message_names, messages
from schemas.pipeline import PIPELINE, TOPICS, Step
from schemas.topic import Topic

INFO = (
    "URLs in, enriched news articles out, and one final answer for every URL. Public topics:"
    " `urls.submitted.v1` (write), `articles.published.v1`, `articles.retracted.v1`,"
    " `stories.merged.v1`, `sites.health.v1` and `urls.outcomes.v1` (read); the others"
    " belong to the stages. Events are CloudEvents 1.0 in binary mode: metadata in `ce_*`"
    " headers, the value is the plain payload. Delivery is at least once; an event that is"
    " delivered again has the same `ce_id`."
)


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
        "components": {"messages": messages()},
    }


def _channel(topic: Topic) -> Json:
    return {
        "address": topic.name,
        "description": _about(topic),
        "messages": {name: _ref("components/messages", name) for name in message_names(topic)},
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


def _ref(where: str, name: str) -> Json:
    return {"$ref": f"#/{where}/{name}"}
