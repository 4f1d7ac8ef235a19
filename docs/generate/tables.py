"""Write the tables of the docs that are generated from code (`make docs`)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

from annotated_types import Ge, Gt, Le
from prometheus_client.metrics import MetricWrapperBase
from pydantic.fields import FieldInfo

from schemas.acls import PREFIX
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import PIPELINE
from schemas.topic import Topic
from services import metrics
from services.settings import Settings, variable_of

FOLDER = Path(__file__).parents[1]

KINDS = {
    OutcomeKind.PUBLISHED: "The article is on `articles.published.v1`.",
    OutcomeKind.UNCHANGED: "The article is known, and nothing that a reader would notice changed.",
    OutcomeKind.DUPLICATE: "Nothing was published: the URL, or the article, is known already.",
    OutcomeKind.REJECTED: "The submission is invalid, or a rule or the publisher forbids it.",
    OutcomeKind.FAILED: "It was tried, and brought no article.",
    OutcomeKind.GONE: "A known article's page is gone, or it was taken down.",
    OutcomeKind.CANCELLED: "Somebody withdrew it.",
    OutcomeKind.DEAD_LETTERED: "The event is a dead letter: see `newsreel dlq`. The one answer"
    " that a retry may replace.",
}
OTHER_RIGHTS = [
    ("submitting", "Write on `urls.submitted.v1`"),
    ("reading", "Read on `articles.published.v1`, `urls.outcomes.v1` and its own group"),
    (
        "`newsreel sink`",
        "Read on `articles.published.v1`, `articles.retracted.v1`, `stories.merged.v1`"
        " and on its group, `newsreel-sink-…`",
    ),
    (
        "`newsreel pause`, `block`, `pace`, `cancel`",
        "Write on `control.v1`, which every stage reads",
    ),
    ("`newsreel retract`", "Write on `urls.outcomes.v1`"),
    (
        "`newsreel dlq`",
        "Read and Write on the dead-letter topics, and Write on what the stage consumes",
    ),
    ("`newsreel topics create`", "Create on the cluster"),
    ("`newsreel topics check`", "DescribeConfigs on the topics"),
]
SUFFIX = {"counter": "_total", "info": "_info"}
"""What Prometheus' text format adds to the name of a metric."""


def settings_page() -> str:
    """Return the table of settings."""
    rows = [
        (
            f"`{variable_of(name)}`",
            _default(field.get_default(call_default_factory=True)),
            _kind(name, field),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]
    intro = (
        "Environment variables, read once when a process starts. A value that does not fit ends the"
        " process with exit code 2 and one line on stderr, which names the variable and the bad"
        " part. A variable that is not a setting is named in a line at the start."
        " Lists are comma-separated; blanks around their parts do not count."
        " `newsreel config --all` prints all in force as lines of a shell, which can be set again;"
        " what is unset or holds a password is a comment."
    )
    return _page("Settings", intro, _table(("variable", "default", "type", "meaning"), rows))


def metrics_page() -> str:
    """Return the table of metrics."""
    rows = []
    for metric in all_metrics():
        kind = str(metric._type)
        name = metric._name + SUFFIX.get(kind, "")
        labels = ", ".join(f"`{label}`" for label in metric._labelnames)
        rows.append((f"`{name}`", kind, labels, metric._documentation))
    intro = (
        "Each stage serves them at `/metrics` on its own port (`newsreel up` prints the ports)."
        " Labels come from closed sets: never a host or a URL. A histogram has the series"
        " `_bucket`, `_sum` and `_count`."
    )
    return _page("Metrics", intro, _table(("name", "type", "labels", "meaning"), rows))


def outcomes_page() -> str:
    """Return one table of reasons for each outcome."""
    intro = (
        "Every submission ends with exactly one reason, on `urls.outcomes.v1`. The same word is"
        " used in metrics, logs and headers."
    )
    parts = []
    for kind in OutcomeKind:
        rows = [(f"`{each}`", each.meaning) for each in Reason if each.outcome is kind]
        parts.append(f"## {kind.value}\n\n{KINDS[kind]}\n\n{_table(('reason', 'meaning'), rows)}")
    return _page("Outcomes", intro, "\n".join(parts))


def acls_page() -> str:
    """Return the table of what each stage may do in Kafka."""
    intro = (
        "What each stage needs where Kafka checks ACLs, each under its own user. Read and Write"
        " imply Describe. `python -m schemas.acls --bootstrap-server HOST:9092 --command-config"
        " admin.properties | sh` grants it, with `kafka-acls.sh` on the path or named by the"
        " variable KAFKA_ACLS."
    )
    head = ("stage", "user", "group", "reads", "writes")
    rows = [
        (
            step.stage,
            f"`{PREFIX}{step.stage}`",
            f"`{step.group}`",
            _names((*step.consumes, *step.restores_from)),
            _names(step.writes),
        )
        for step in PIPELINE
    ]
    others = f"## Clients and operators\n\n{_table(('who or what', 'needs'), OTHER_RIGHTS)}"
    return _page("Rights in Kafka", intro, f"{_table(head, rows)}\n{others}")


def _names(topics: Sequence[Topic]) -> str:
    return ", ".join(f"`{topic.name}`" for topic in topics)


def all_metrics() -> list[MetricWrapperBase]:
    """Every metric, in the order in which they are defined."""
    return [each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)]


def generated() -> dict[Path, str]:
    """Every generated page, and its text."""
    return {
        FOLDER / "settings.md": settings_page(),
        FOLDER / "metrics.md": metrics_page(),
        FOLDER / "outcomes.md": outcomes_page(),
        FOLDER / "acls.md": acls_page(),
    }


def _page(title: str, intro: str, body: str) -> str:
    note = "<!-- generated by `make docs` -->"
    return f"{note}\n\n# {title}\n\n{intro}\n\n{body}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(_cell(text) for text in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _default(value: Any) -> str:
    match value:
        case None | ():
            return "none"
        case tuple():
            return f"`{','.join(str(each) for each in value)}`"
        case bool():
            return f"`{str(value).lower()}`"
        case float():
            return f"`{value:g}`"
    return f"`{value}`"


def _kind(name: str, field: FieldInfo) -> str:
    kind = field.annotation
    if "Literal" in str(kind):
        if get_origin(kind) is tuple:
            return "list of " + _choices(get_args(kind)[0])
        return _choices(kind)
    unit = next((unit for unit in ("seconds", "bytes", "days") if name.endswith(unit)), "")
    word = next((word for part, word in TYPES.items() if part in str(kind)), "text")
    return " ".join(filter(None, [unit if unit and word in NUMBERS else word, _bounds(field)]))


def _choices(kind: Any) -> str:
    return ", ".join(f"`{choice}`" for choice in getattr(kind, "__args__", ()))


NUMBERS = ("whole number", "number")
TYPES = {
    "bool": "true or false",
    "tuple": "list",
    "Path": "path",
    "int": "whole number",
    "float": "number",
}


def _bounds(field: FieldInfo) -> str:
    signs = {Ge: ("≥", "ge"), Gt: (">", "gt"), Le: ("≤", "le")}
    found = [
        f"{signs[type(each)][0]} {getattr(each, signs[type(each)][1])}"
        for each in field.metadata
        if type(each) in signs
    ]
    return ", ".join(found)
