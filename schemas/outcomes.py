"""The closed vocabulary of final answers: every URL ends in exactly one `Reason`.

A reason belongs to one outcome, so `reason.outcome` is never stored beside it by hand. The same
word stands in the metric, the header, the log line and the outcome event.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any

from pydantic import ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator

from schemas.open_words import is_word

UNKNOWN_KEPT = 1_000
"""Words of newer versions that are held at once."""


class OutcomeKind(StrEnum):
    """How a submission ended, in one word."""

    @classmethod
    def read(cls, word: str) -> "OutcomeKind":
        """Look a word up, also one that only a newer version knows, or raise `ValueError`."""
        return OutcomeKind(word) if word in _KINDS else _unknown_kind(word)

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    FAILED = "failed"
    GONE = "gone"
    CANCELLED = "cancelled"
    DEAD_LETTERED = "dead_lettered"


class Reason(StrEnum):
    """Why a submission ended so. The value is the word used everywhere."""

    outcome: OutcomeKind
    meaning: str

    def __new__(cls, word: str, outcome: OutcomeKind, meaning: str) -> "Reason":
        """Attach the outcome and a one-line meaning to the word."""
        reason = str.__new__(cls, word)
        reason._value_ = word
        reason.outcome = outcome
        reason.meaning = meaning
        return reason

    @classmethod
    def of(cls, word: str) -> "Reason":
        """Look a reason up by its word, or raise `ValueError`."""
        return cls(word)  # type: ignore[call-arg]  # mypy reads __new__ as the look-up

    @classmethod
    def read(cls, word: str, outcome: OutcomeKind | None = None) -> "Reason":
        """Look a word up, also one that only a newer version knows, or raise `ValueError`.

        `outcome`: what is said of it where the word is met.
        """
        return cls.of(word) if word in _REASONS else _unknown_reason(word, outcome)

    @property
    def is_replaceable(self) -> bool:
        """Whether it says nothing of the URL, so that a later answer may replace it."""
        lost = self is Reason.EXPIRED_IN_KAFKA
        return lost or self.outcome is OutcomeKind.DEAD_LETTERED

    @property
    def stands(self) -> bool:
        """Whether it answers for its URL for a while, so that this is not fetched again.

        A failure does not, nor what was refused without a request, nor what only points to an
        earlier answer: that would make the while last for ever.
        """
        by_policy = self in (Reason.RIGHTS_RESERVED, Reason.PAYWALLED)
        return self is not Reason.DUP_URL and (by_policy or self.outcome in _STANDING)

    # published
    NEW = "new", OutcomeKind.PUBLISHED, "The article was not known before."
    REVISION = "revision", OutcomeKind.PUBLISHED, "A known article whose content has changed."
    # unchanged
    NOT_MODIFIED = "not_modified", OutcomeKind.UNCHANGED, "The server answered 304."
    SAME_CONTENT = "same_content", OutcomeKind.UNCHANGED, "A known article with the same content."
    OUTDATED = (
        "outdated",
        OutcomeKind.UNCHANGED,
        "A known article; what is known of it, even that it is gone, is newer than this page.",
    )
    # duplicate
    DUP_URL = "dup_url", OutcomeKind.DUPLICATE, "The URL was answered a short while ago."
    DUP_CANONICAL = (
        "dup_canonical",
        OutcomeKind.DUPLICATE,
        "Another URL of a known article; it does not bring back one that is gone.",
    )
    DUP_CONTENT = (
        "dup_content",
        OutcomeKind.DUPLICATE,
        "The text is that of an article published under another canonical URL.",
    )
    # rejected, before the fetch
    BAD_REQUEST = "bad_request", OutcomeKind.REJECTED, "The submission cannot be read."
    BAD_URL = "bad_url", OutcomeKind.REJECTED, "The URL cannot be parsed, or is too long."
    BAD_SCHEME = "bad_scheme", OutcomeKind.REJECTED, "Only http and https are fetched."
    BLOCKED_ADDRESS = (
        "blocked_address",
        OutcomeKind.REJECTED,
        "The host's address or port is one that must never be reached.",
    )
    BLOCKED_PORT = "blocked_port", OutcomeKind.REJECTED, "The URL's port is not among the allowed."
    HOST_BLOCKED = "host_blocked", OutcomeKind.REJECTED, "A rule of the operator blocks the host."
    FILTERED = "filtered", OutcomeKind.REJECTED, "A rule of the operator excludes the URL."
    ROBOTS_DENIED = "robots_denied", OutcomeKind.REJECTED, "robots.txt disallows the URL."
    RIGHTS_RESERVED = (
        "rights_reserved",
        OutcomeKind.REJECTED,
        "The publisher reserves its rights, and the policy is to obey.",
    )
    EXPIRED = "expired", OutcomeKind.REJECTED, "`expires_at` passed before the fetch."
    # failed, at the fetch
    DNS_ERROR = "dns_error", OutcomeKind.FAILED, "The host name does not resolve."
    CONNECT_ERROR = "connect_error", OutcomeKind.FAILED, "No connection, or it broke."
    TLS_ERROR = "tls_error", OutcomeKind.FAILED, "The TLS certificate or handshake is bad."
    TIMEOUT = "timeout", OutcomeKind.FAILED, "The server did not answer in time."
    BOT_CHALLENGE = (
        "bot_challenge",
        OutcomeKind.FAILED,
        "The site asks for proof of a human, which is never given.",
    )
    LOGIN_REQUIRED = "login_required", OutcomeKind.FAILED, "Only readers who log in see the page."
    PAYMENT_REQUIRED = (
        "payment_required",
        OutcomeKind.FAILED,
        "The site asks machines for a price (402), which is never paid.",
    )
    LEGAL_BLOCK = (
        "legal_block",
        OutcomeKind.FAILED,
        "Withheld for legal reasons: status 451, or by what the page says.",
    )
    HTTP_403 = "http_403", OutcomeKind.FAILED, "Forbidden."
    HTTP_404 = "http_404", OutcomeKind.FAILED, "Not found, and no article of this URL is known."
    HTTP_410 = "http_410", OutcomeKind.FAILED, "Gone, and no article of this URL is known."
    HTTP_429 = "http_429", OutcomeKind.FAILED, "Too many requests, after all attempts."
    HTTP_4XX = "http_4xx", OutcomeKind.FAILED, "Another client error, or an unknown status."
    HTTP_5XX = "http_5xx", OutcomeKind.FAILED, "A server error, after all attempts."
    TOO_MANY_REDIRECTS = "too_many_redirects", OutcomeKind.FAILED, "More than the allowed hops."
    BAD_REDIRECT = "bad_redirect", OutcomeKind.FAILED, "A redirect that cannot be followed."
    TOO_LARGE = "too_large", OutcomeKind.FAILED, "The body exceeds the size limit."
    DECOMPRESSION_LIMIT = (
        "decompression_limit",
        OutcomeKind.FAILED,
        "The body unpacks to more than the size limit.",
    )
    UNSUPPORTED_TYPE = "unsupported_type", OutcomeKind.FAILED, "Not an HTML page."
    # failed, at the extraction
    NO_DECODE = "no_decode", OutcomeKind.FAILED, "The bytes are text in no known encoding."
    IS_FEED = "is_feed", OutcomeKind.FAILED, "A feed or a sitemap, not an article."
    NO_TEXT = "no_text", OutcomeKind.FAILED, "No article text was found on the page."
    TOO_SHORT = "too_short", OutcomeKind.FAILED, "Less text than the least that counts."
    NEEDS_JS = "needs_js", OutcomeKind.FAILED, "The text only appears in a browser."
    CONSENT_WALL = (
        "consent_wall",
        OutcomeKind.FAILED,
        "The page only asks for consent, which is never given.",
    )
    PAYWALLED = (
        "paywalled",
        OutcomeKind.REJECTED,
        "The page says it is behind a paywall, and shows too little or the policy is to refuse.",
    )
    NOT_AN_ARTICLE = (
        "not_an_article",
        OutcomeKind.FAILED,
        "A front page, a section, a shop, a service or a forum.",
    )
    SOFT_404 = "soft_404", OutcomeKind.FAILED, "An error page that was served with status 200."
    EXTRACT_TIMEOUT = "extract_timeout", OutcomeKind.FAILED, "The page took too long to extract."
    EXTRACT_MEMORY = "extract_memory", OutcomeKind.FAILED, "The page took too much memory."
    EXTRACT_CRASH = "extract_crash", OutcomeKind.FAILED, "The page crashed the extractor twice."
    # machinery
    TOMBSTONE = "tombstone", OutcomeKind.GONE, "A known article is no longer there (404, 410)."
    RETRACTED = "retracted", OutcomeKind.GONE, "The operator took the article down."
    CANCELLED = "cancelled", OutcomeKind.CANCELLED, "The operator withdrew the URL."
    EXPIRED_IN_KAFKA = (
        "expired_in_kafka",
        OutcomeKind.FAILED,
        "Its event was deleted by the topic's retention before a stage read it; submit it again.",
    )
    UNEXPECTED = "unexpected", OutcomeKind.DEAD_LETTERED, "A bug: the event is kept for a human."
    UNDECODABLE = "undecodable", OutcomeKind.DEAD_LETTERED, "The event between stages is damaged."


DOORS = (
    Reason.BOT_CHALLENGE,
    Reason.PAYMENT_REQUIRED,
    Reason.LOGIN_REQUIRED,
    Reason.LEGAL_BLOCK,
    Reason.CONSENT_WALL,
    Reason.PAYWALLED,
    Reason.HTTP_403,
    Reason.ROBOTS_DENIED,
    Reason.RIGHTS_RESERVED,
)
"""Reasons for which a site that answers keeps its page from us."""

FAULTS = (OutcomeKind.FAILED, OutcomeKind.DEAD_LETTERED)
"""Outcomes that nobody wished for."""
UNSUCCESSFUL = (*FAULTS, OutcomeKind.REJECTED)
"""Outcomes without an article, because something was wrong."""

_STANDING = frozenset(
    {OutcomeKind.PUBLISHED, OutcomeKind.UNCHANGED, OutcomeKind.DUPLICATE, OutcomeKind.GONE}
)
_KINDS = frozenset(OutcomeKind)
_REASONS = frozenset(Reason)


@lru_cache(UNKNOWN_KEPT)
def _unknown_kind(word: str) -> OutcomeKind:
    if not is_word(word):
        raise ValueError(f"{word[:60]!r} is not an outcome")
    kind = str.__new__(OutcomeKind, word)
    kind._name_, kind._value_ = word.upper(), word
    return kind


@lru_cache(UNKNOWN_KEPT)
def _unknown_reason(word: str, outcome: OutcomeKind | None) -> Reason:
    if not is_word(word):
        raise ValueError(f"{word[:60]!r} is not a reason")
    reason = str.__new__(Reason, word)
    reason._name_, reason._value_ = word.upper(), word
    reason.outcome = outcome or OutcomeKind.read("unknown")
    reason.meaning = "Known to a newer version only."
    return reason


def _read_kind(value: Any, known: ValidatorFunctionWrapHandler) -> Any:
    return OutcomeKind.read(value) if type(value) is str else known(value)


def _read_reason(value: Any, known: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if type(value) is not str:
        return known(value)
    return Reason.read(value, (info.data or {}).get("outcome"))


OpenOutcomeKind = Annotated[OutcomeKind, WrapValidator(_read_kind)]
OpenReason = Annotated[Reason, WrapValidator(_read_reason)]
"""Of an event; where its outcome stands before it, that is the outcome of an unknown one."""
