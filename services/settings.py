"""Every setting, in one place: environment variables `NEWSREEL_<FIELD>`, typed, units in the names.

One model, however long: who operates it reads one page, and a name is free only once.
The table in `docs/settings.md` is generated from here (`make docs`).
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schemas.events import Purpose
from schemas.packed import BODY_MAX_BYTES
from services import setting_values as values_of
from services import store_url

Brokers = Annotated[str, AfterValidator(values_of.brokers)]
Store = Annotated[str, AfterValidator(store_url.checked)]
OtlpEndpoint = Annotated[str, AfterValidator(values_of.otlp_endpoint)]
File = Annotated[Path | None, BeforeValidator(values_of.file)]
Folder = Annotated[Path, BeforeValidator(values_of.folder)]
Contact = Annotated[str | None, AfterValidator(values_of.contact)]
Proxy = Annotated[str | None, AfterValidator(values_of.proxy)]
Networks = Annotated[
    tuple[values_of.Network, ...],
    NoDecode,
    values_of.listed(values_of.network, "10.0.0.0/8,fd00::/8"),
]
Ports = Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(values_of.ports)]
NameServers = Annotated[
    tuple[str, ...], NoDecode, values_of.listed(values_of.dns_server, "9.9.9.9,[2620:fe::fe]:53")
]
Names = Annotated[tuple[str, ...], NoDecode, values_of.listed(values_of.name, "news.example")]
Models = Annotated[
    tuple[values_of.ModelName, ...], NoDecode, values_of.listed(values_of.model, "ner-en,embed")
]
Seconds = Annotated[tuple[float, ...], NoDecode, values_of.listed(values_of.seconds, "60,600,3600")]


PREFIX = "NEWSREEL_"
"""Of the variables."""


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


class BadSettings(ValueError):
    """A setting, or a file that one names, is wrong; the text is one line for the operator."""


class Settings(BaseSettings):
    """What an operator may set. A wrong value stops the process with the name of the variable."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", allow_inf_nan=False
    )

    # ---------------------------------------------------------------- Kafka
    kafka: Brokers = Field("127.0.0.1:9092", description="Bootstrap servers, comma-separated.")
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="How to talk to the brokers."
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = Field(
        "PLAIN", description="SASL mechanism."
    )
    kafka_sasl_username: str | None = Field(None, description="SASL user.")
    kafka_sasl_password: str | None = Field(None, description="SASL password.", repr=False)
    kafka_token_command: str | None = Field(
        None,
        description="With OAUTHBEARER: a command that prints a token; run without a shell, at most"
        " once a minute.",
    )
    kafka_ca_file: File = Field(None, description="CA certificates of the brokers, PEM.")
    kafka_cert_file: File = Field(None, description="Client certificate, PEM.")
    kafka_key_file: File = Field(None, description="Client key, PEM.")
    kafka_idempotent: bool = Field(
        True, description="Idempotent producer; off for the embedded broker, which has none."
    )
    kafka_session_timeout_seconds: float = Field(
        30, ge=1, description="A worker silent for longer is taken out of its group."
    )
    kafka_heartbeat_seconds: float = Field(3, gt=0, description="Between heartbeats.")
    kafka_rebalance_timeout_seconds: float = Field(
        30, gt=1, description="How long a rebalance waits for a worker before it goes on without."
    )
    kafka_request_timeout_seconds: float = Field(
        40, gt=1, description="After this a request to a broker has failed."
    )
    kafka_busy_wait_ms: int | None = Field(
        None,
        ge=1,
        description="How long a broker may keep a stage's request for events while some are coming,"
        " milliseconds; unset: as when none are. Only for a broker that looks for events from"
        " time to time, as the embedded one does; others answer when there is one.",
    )
    kafka_partitions_max: int = Field(
        1000, ge=1, description="Cap on partitions when topics are created; small for one machine."
    )
    kafka_replication: int = Field(1, ge=1, description="Replicas of each topic when created.")

    # ---------------------------------------------------------------- state
    store: Store = Field(
        "sqlite:///.run/state",
        description="`sqlite:///FOLDER` (one file per service) or `postgresql://user:pw@host/db`;"
        " TLS by `?sslmode=require` (the certificate is checked), `sslrootcert`, `sslcert` and"
        " `sslkey`. URLs of managed databases are taken as handed out, `options` and a socket's"
        " folder (`?host=/…`) among them; no pooler by transaction.",
    )
    store_upgrade: bool | None = Field(
        None,
        description="Whether a service upgrades its tables at the start; none: on SQLite it does,"
        " on PostgreSQL it only makes them where there are none (see `newsreel store upgrade`).",
    )
    store_batch_max: int = Field(500, ge=1, description="Most operations in one transaction.")

    # ---------------------------------------------------------------- a stage's work
    event_deadline_seconds: float = Field(
        90,
        gt=0,
        description="An event that takes longer is dead-lettered; waiting for a worker process does"
        " not count.",
    )
    crash_after_seconds: float = Field(
        120, gt=0, description="Kafka or the store away for longer: exit, to be restarted."
    )
    stop_grace_seconds: float = Field(
        20,
        ge=0,
        description="On SIGTERM: time to finish what is in flight; the rest is given back.",
    )
    stalled_after_seconds: float = Field(
        60,
        gt=0,
        description="Events wait, none of their partition is in work, and its committed offset has"
        " not moved for so long: not alive.",
    )
    worker_processes: int = Field(
        2, ge=1, description="Processes for CPU work in the extract service."
    )
    extract_timeout_seconds: float = Field(
        10, gt=0, description="A page that takes longer to extract costs its worker process."
    )
    extract_memory_bytes: int = Field(
        1_000_000_000, gt=0, description="Resident memory of a worker process, bytes."
    )
    extract_site_memory: bool = Field(
        True, description="Whether each host's recurring lines are learnt and left out."
    )
    commit_interval_seconds: float = Field(1.0, gt=0, description="Between offset commits.")

    # ---------------------------------------------------------------- intake
    duplicate_window_seconds: float = Field(
        86_400, ge=0, description="A URL answered within it is a duplicate; 0 switches it off."
    )
    continuity_seconds: float = Field(
        30,
        gt=0,
        description="How often topics, offsets and store are compared, and noted in the store.",
    )
    resubmit_after_seconds: float = Field(
        3_600,
        ge=0,
        description="An id without an answer is taken again after it: Kafka may have lost it.",
    )
    rules_file: File = Field(
        None, description="Operator's rules (TOML); see deploy/rules.example.toml."
    )

    # ---------------------------------------------------------------- fetch
    fetch_in_flight_max: int = Field(
        2000, ge=1, description="URLs in work at once, waits included."
    )
    fetch_delay_seconds: float = Field(
        1.0, ge=0, description="Between two requests to a host; robots.txt's Crawl-delay wins."
    )
    fetch_concurrency_per_host: int = Field(1, ge=1, description="Requests to a host at once.")
    fetch_group_by: Literal["host", "site"] = Field(
        "host", description="What politeness counts as one: host name or registrable domain."
    )
    fetch_short_wait_seconds: float = Field(
        15,
        gt=0,
        le=60,
        description="A URL whose host has no turn sooner goes into the schedule; far below the"
        " event's deadline.",
    )
    fetch_queue_max: int = Field(16, ge=1, description="URLs of a host that wait in memory.")
    fetch_hosts_max: int = Field(
        100_000, ge=1, description="Hosts in memory; the store remembers the others."
    )
    fetch_cooling_seconds: float = Field(
        60, gt=0, description="Pause of a host after a 429 without Retry-After; doubles each time."
    )
    fetch_down_after_failures: int = Field(
        3, ge=1, description="Failures in a row to reach a host until it counts as down."
    )
    fetch_down_seconds: float = Field(
        600, gt=0, description="How long a host that is down is left alone."
    )
    fetch_connect_timeout_seconds: float = Field(10, gt=0, description="DNS, TCP and TLS together.")
    fetch_first_byte_timeout_seconds: float = Field(15, gt=0, description="Request to headers.")
    fetch_timeout_seconds: float = Field(
        30, gt=0, description="The whole fetch, redirects included; below the event's deadline."
    )
    fetch_least_rate_bytes_per_second: float = Field(
        500, ge=0, description="A body that comes slower is given up, after the grace; 0: never."
    )
    fetch_rate_grace_seconds: float = Field(
        5, gt=0, description="How long a body may be slower than the least rate."
    )
    fetch_body_max_bytes: int = Field(
        BODY_MAX_BYTES,
        gt=0,
        le=BODY_MAX_BYTES,
        description="After decompression; no more than a message of `pages.fetched.v1` carries.",
    )
    fetch_large_bodies_max: int = Field(
        32, ge=1, description="Bodies of more than 1 MB read at once; others wait for a place."
    )
    fetch_header_max_bytes: int = Field(
        16_384, ge=1024, description="Longest status line or single header of an answer."
    )
    fetch_headers_max: int = Field(128, ge=16, description="Most headers of one answer.")
    fetch_redirects_max: int = Field(
        10, ge=0, description="Hops; each is checked like a first URL."
    )
    fetch_connections_max: int = Field(
        10_000, ge=1, description="Connections in use at once; open files are raised to twice it."
    )
    fetch_keepalive_seconds: float = Field(
        5, ge=0, description="How long an idle connection is kept for its host's next request."
    )
    fetch_dns_servers: NameServers = Field(
        (), description="`address` or `address:port`, comma-separated; none: as the system has it."
    )
    fetch_dns_cache_seconds: int = Field(
        300, ge=0, description="How long an address is remembered; it is checked at each use."
    )
    fetch_retry_delays_seconds: Seconds = Field(
        (60, 600, 3600, 10_800, 28_800),
        description="Before each further try, comma-separated; none: one try only.",
    )
    fetch_allowed_networks: Networks = Field(
        (), description="Networks (CIDR) that may be reached although not public; for intranets."
    )
    fetch_allowed_ports: Ports = Field((80, 443), description="Ports, or `any`.")
    fetch_contact: Contact = Field(
        None, description="URL or address in the user agent, for webmasters."
    )
    fetch_proxy: Proxy = Field(
        None,
        repr=False,
        description="http(s) proxy for all fetches. It resolves the names: only addresses and ports"
        " that stand in a URL are checked here, so run it where it reaches nothing private.",
    )
    fetch_signing_key: File = Field(
        None,
        description="File with an Ed25519 key (`newsreel key`) that signs every request: Web Bot"
        " Auth, a draft. None: requests are not signed.",
    )
    fetch_signature_agent: str | None = Field(
        None,
        pattern=values_of.HTTPS_ORIGIN,
        description="Origin whose `/.well-known/http-message-signatures-directory` holds the public"
        " key, e.g. `https://bot.example.org`.",
    )
    fetch_obey_robots: bool = Field(True, description="Whether robots.txt decides.")
    rights_policy: Literal["obey", "flag", "ignore"] = Field(
        "flag",
        description="What a publisher's reservation of rights (TDMRep, noai, Content-Signal and"
        " others) does.",
    )
    purpose: Purpose = Field(
        "ai-input",
        description="What the articles are for: found by search, given to models as input, used to"
        " train them, or kept and shown. `obey` refuses what is reserved for it.",
    )
    paywall_policy: Literal["flag", "refuse"] = Field(
        "flag",
        description="What becomes of an article whose page says that it is behind a paywall.",
    )
    fetch_tdmrep: bool = Field(
        False,
        description="Whether a site's /.well-known/tdmrep.json counts where a page and its headers"
        " state no TDMRep; one more request for each origin and day.",
    )

    # ---------------------------------------------------------------- enriching
    enrich_models: Models = Field(
        (),
        description="Models beside the rules, comma-separated, each with the extra of its name:"
        " `ner-en`, `ner-ru` (people and organisations of English, Russian), `embed` (vector and"
        " topic); none: no field is made by a model.",
    )
    enrich_model_seconds: float = Field(
        2,
        gt=0,
        le=5,
        description="A model that looks longer for the names in an article costs it those.",
    )

    # ---------------------------------------------------------------- publishing
    publish_cosmetic_share: float = Field(
        0.01,
        ge=0,
        le=1,
        description="A change of fewer of the text's words, none of them a number, is cosmetic;"
        " share, 0 to 1.",
    )
    publish_cosmetic_revisions: bool = Field(
        False,
        description="Whether a cosmetic change (counters, `5 minutes ago`, blanks, few words) makes"
        " a revision.",
    )

    publish_copies: bool = Field(
        True,
        description="Whether what is nearly an earlier article's text is published, with"
        " `duplicate_of`; else it is answered `dup_content`, as the same text always is.",
    )
    publish_copies_days: float = Field(
        14, gt=0, description="How long a text is compared with what comes later, days."
    )
    publish_interval_minutes: float = Field(
        0,
        ge=0,
        le=1440,
        description="Least time between two revisions of an article, minutes: of what a live"
        " ticker brings meanwhile the last state is published when it ends, and the URLs are"
        " answered then; 0: each is.",
    )
    publish_stories_days: float = Field(
        5,
        ge=0,
        le=60,
        description="How long a story waits for its next article, days; 0: articles have no"
        " `story_id`.",
    )

    # ---------------------------------------------------------------- sinks
    sink_batch_max: int = Field(500, ge=1, description="Most messages in one batch of a sink.")
    sink_files_folder: Folder = Field(
        Path("articles"), description="Where `newsreel sink files` writes; one process each folder."
    )
    sink_files_format: Literal["json", "markdown", "ninjs", "jsonld", "parquet"] = Field(
        "json", description="What it writes; parquet needs the extra newsreel[sinks]."
    )
    sink_files_seconds: float = Field(
        60, ge=0, description="How long it gathers articles for one file."
    )
    sink_feeds_folder: Folder = Field(
        Path("feeds"), description="Where `newsreel sink feeds` writes; one process each folder."
    )
    sink_feeds_base_url: str = Field(
        "http://127.0.0.1:8080",
        description="Where that folder is served: feeds name their own address.",
    )
    sink_feeds_entries_max: int = Field(50, ge=1, description="Articles in one feed.")
    sink_feeds_seconds: float = Field(
        5, ge=0, description="How long it gathers articles before it writes feeds again."
    )
    sink_postgres_url: Store | None = Field(
        None,
        repr=False,
        description="Database of `newsreel sink postgres`: `postgresql://user:pw@host/db`, TLS as"
        " in NEWSREEL_STORE; the tables are made there.",
    )
    sink_webhook_url: str | None = Field(
        None,
        description="Where `newsreel sink webhook` sends events, by POST.",
    )
    sink_webhook_secret: str | None = Field(
        None,
        repr=False,
        description="What it signs with: `whsec_` and base64 of 24 to 64 bytes; two of them,"
        " comma-separated, while receivers change over.",
    )
    sink_webhook_timeout_seconds: float = Field(
        20, gt=0, description="After this an attempt has failed."
    )
    sink_webhook_requests_max: int = Field(4, ge=1, description="Requests at once.")
    sink_webhook_retry_delays_seconds: Seconds = Field(
        (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400),
        description="Before each further try, comma-separated; after the last one it is a dead"
        " letter. The default is Standard Webhooks' own schedule, three days.",
    )
    sink_webhook_allowed_networks: Networks = Field(
        (), description="Networks (CIDR) that it may reach although not public."
    )

    # ---------------------------------------------------------------- watching
    http_host: str = Field("127.0.0.1", description="Address of /metrics and /health.")
    http_port: int = Field(0, ge=0, le=65535, description="Its port; 0 takes a free one.")
    log_format: Literal["console", "json"] = Field("console", description="How log lines look.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level."
    )
    otlp_endpoint: OtlpEndpoint = Field(
        "",
        description="Where spans are sent, OTLP over HTTP (`http://collector:4318`), with the extra"
        " newsreel[otel]; empty: nowhere.",
    )
    run_dir: Folder = Field(
        Path(".run"), description="Where processes note their ports for `newsreel status`."
    )

    # ---------------------------------------------------------------- the console
    console_host: str = Field(
        "127.0.0.1",
        description="Address of the console. Whoever reaches it reads URLs and articles.",
    )
    console_port: int = Field(8090, ge=0, le=65535, description="Its port; 0 takes a free one.")
    console_names: Names = Field(
        (),
        description="Names by which a browser may ask it, beside those of this machine; empty:"
        " none more while it listens on loopback, any while it listens elsewhere.",
    )
    console_token: str | None = Field(
        None,
        repr=False,
        pattern=r"^[\x21-\x7e]*$",
        description="What writing from the console needs, visible ASCII characters; none: a new one"
        " at each start.",
    )

    # ---------------------------------------------------------------- the schema registry
    schema_registry_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="Schema registry of `newsreel schemas`; `https://user:pw@host` where it wants a"
        " login.",
        repr=False,
    )

    # ---------------------------------------------------------------- the ledger
    ledger_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="Where the command line asks the ledger; none: the one that runs here.",
    )
    ledger_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of the ledger's routes (/trace, /open, …); none: beside /metrics. A"
        " network policy closes ports, not paths.",
    )
    ledger_expire_hours: float = Field(
        708,
        gt=0,
        description="A URL without an answer is answered `expired_in_kafka` after it; by 708 h no "
        "topic has an event of it any more.",
    )
    ledger_keep_days: float = Field(
        30,
        ge=9,
        description="How long answered URLs stay on record. An id of a submitter's own is known for"
        " a day less, and must be for as long as its message is on its topic.",
    )
    sites_round_seconds: float = Field(
        300, gt=0, description="How often the ledger judges all sites."
    )
    sites_articles_least: float = Field(
        15,
        gt=0,
        description="A site can be `quiet` only where so many new articles are usual, in a day or"
        " in up to seven days together.",
    )
    sites_quiet_share: float = Field(
        0.05,
        ge=0,
        lt=0.3,
        description="A site with so few of its usual new articles or fewer is `quiet`; share.",
    )
    sites_worse_drop: float = Field(
        0.3,
        gt=0,
        le=1,
        description="By how much mean confidence, or the share of pages with a field, must fall"
        " before a site is `worse`; of 1.",
    )
    sites_blocked_share: float = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of visits that end at a closed door from which a site is `blocked`.",
    )


def read_settings(**values: Any) -> Settings:
    """Read the environment, over it `values`; raise `BadSettings` with the variable's name."""
    try:
        return Settings(**values)
    except ValidationError as error:
        raise BadSettings(_explained(error)) from None


def _explained(error: ValidationError) -> str:
    """Name the variable and the fault of the first error."""
    first = error.errors(include_url=False)[0]
    setting = str(first["loc"][0])
    name = variable_of(setting)
    if first["type"] == "value_error":  # our own words, which name the bad part
        return f"{name}: {first['msg'].removeprefix('Value error, ')}"
    field, fault = Settings.model_fields[setting], first["msg"]
    if first["type"] == "string_pattern_mismatch":  # a regular expression alone helps few
        fault = f"{fault}. {field.description}"
    if not field.repr:  # it may hold a password
        return f"{name}: {fault}"
    return f"{name} is {first['input']!r}: {fault}"


@cache
def settings() -> Settings:
    """Return the settings of this process, read once, or raise `BadSettings`."""
    return read_settings()
