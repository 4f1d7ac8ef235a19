"""Every metric of Newsreel, in one place: name, labels, and when it counts.

Names are `newsreel_<noun>_<unit>`; labels come from closed sets, never a host or a URL. A metric
that a stage does not use stays empty there. `docs/metrics.md` is generated from here.
"""

from prometheus_client import Counter, Gauge, Histogram, Info, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]

STAGE = ["stage"]
SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LONG_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 4 * 3600, 24 * 3600, 7 * 24 * 3600)

# ---------------------------------------------------------------- every stage
EVENTS = Counter(
    "newsreel_events",
    "Events a stage was done with. outcome `passed`: handed on; else the URL's way ended here.",
    ["stage", "outcome", "reason"],
)
STAGE_DURATION = Histogram(
    "newsreel_stage_duration_seconds",
    "Work on one event in a stage, or on the batch it came in.",
    STAGE,
    buckets=SECONDS,
)
IN_FLIGHT = Gauge("newsreel_in_flight", "Events a stage is working on.", STAGE)
RETRIES = Counter("newsreel_retries", "Events tried again, now or later.", ["stage", "reason"])
DEAD_LETTERS = Counter(
    "newsreel_dead_letters", "Events kept on a dead-letter topic for a human.", ["stage", "error"]
)
LAG = Gauge(
    "newsreel_consumer_lag_messages",
    "Messages behind the end of the partitions that this process owns.",
    ["topic"],
)
LAG_SECONDS = Gauge(
    "newsreel_consumer_lag_seconds",
    "Age of the oldest message that is behind; 0 below 10 s, and up to a quarter too small.",
    ["topic"],
)
OLDEST_UNPROCESSED = Gauge(
    "newsreel_oldest_unprocessed_seconds", "Age of the oldest event in flight.", ["topic"]
)
LAST_PROGRESS = Gauge(
    "newsreel_last_progress_timestamp_seconds",
    "When a stage last finished an event or found nothing to do, Unix time.",
    STAGE,
)
PAUSED = Gauge("newsreel_paused", "1 while a command on `control.v1` pauses the stage.", STAGE)
CONTROLS = Counter(
    "newsreel_controls",
    "Messages on `control.v1`: `taken`, or `ignored` because they are not commands.",
    ["stage", "result"],
)
READY = Gauge("newsreel_ready", "1 while the stage consumes and its store answers.", STAGE)
EXPIRED_MESSAGES = Counter(
    "newsreel_expired_messages",
    "Messages that a topic's retention has deleted before the stage read them.",
    ["topic"],
)
CONTINUITY = Counter(
    "newsreel_continuity_findings",
    "Times that topics, offsets and store were found not to belong together; the log says more.",
    ["kind"],
)
BUILD = Info("newsreel_build", "Version of the running code.")

# ---------------------------------------------------------------- intake
RESERVED_HEADERS = Counter(
    "newsreel_reserved_headers_ignored",
    "Headers of submissions that only stages may write (`newsreel_*`, `ce_*`); they say nothing.",
)

# ---------------------------------------------------------------- fetch
HTTP_RESPONSES = Counter("newsreel_http_responses", "Answers by status class.", ["class"])
FETCH_PHASE = Histogram(
    "newsreel_fetch_phase_seconds",
    "Time in one phase of a fetch, where it happened.",
    ["phase"],
    buckets=SECONDS,
)
FETCHED_BYTES = Counter("newsreel_fetched_bytes", "Bytes of page bodies, after content decoding.")
POLITENESS_WAIT = Histogram(
    "newsreel_politeness_wait_seconds",
    "Wait of a URL for its host's turn; before its first try also in the schedule.",
    buckets=LONG_SECONDS,
)
HOSTS = Gauge(
    "newsreel_hosts",
    "Hosts: active (in this process), cooling or down (in the store), blocked (in the rules).",
    ["state"],
)
ROBOTS = Counter("newsreel_robots", "Verdicts of robots.txt.", ["result"])
SCHEDULED = Gauge(
    "newsreel_scheduled_urls", "URLs waiting in the schedule table, as every process counts it."
)

# ---------------------------------------------------------------- extract
CONFIDENCE = Histogram(
    "newsreel_extract_confidence",
    "Probability that the body is good (F1 of .9 or more).",
    buckets=[tenth / 10 for tenth in range(1, 11)],
)
PASSES = Counter("newsreel_extract_passes", "Extraction passes.", ["pass"])
FIELD_PRESENT = Counter(
    "newsreel_field_present", "Articles that have a field, by its source.", ["field", "source"]
)
WORKER_RESTARTS = Counter("newsreel_worker_restarts", "Worker processes replaced.", ["reason"])

# ---------------------------------------------------------------- enrich
ENRICH_ERRORS = Counter(
    "newsreel_enrich_errors",
    "Articles that an enricher failed on; they go on without its fields.",
    ["field"],
)

# ---------------------------------------------------------------- publish
END_TO_END = Histogram(
    "newsreel_end_to_end_seconds", "From submitted to published.", buckets=LONG_SECONDS
)
FRESHNESS = Histogram(
    "newsreel_freshness_seconds",
    "From the article's publication date to our publishing it.",
    buckets=LONG_SECONDS,
)
DUPLICATES = Counter("newsreel_duplicates", "URLs that brought nothing new.", ["kind"])
REVISIONS = Counter("newsreel_revisions", "Known articles published again with changes.")
HELD_REVISIONS = Counter(
    "newsreel_held_revisions", "Revisions that waited for the end of their article's interval."
)
STORIES = Counter(
    "newsreel_stories",
    "What new articles did to stories: `begun` one, `joined` one, `merged` one into another.",
    ["change"],
)

# ---------------------------------------------------------------- ledger
UNACCOUNTED = Gauge("newsreel_unaccounted_urls", "Submitted and not yet answered.")
OLDEST_UNACCOUNTED = Gauge(
    "newsreel_oldest_unaccounted_seconds", "Age of the oldest submission without an answer."
)
CONFLICTS = Counter(
    "newsreel_conflicting_answers",
    "Later answers that differ from the first final one, and are neither taken nor put right.",
)
SITES = Gauge(
    "newsreel_sites",
    "Sites that are `quiet`, `worse` or `blocked`, and all that are `known`; of one process.",
    ["state"],
)
