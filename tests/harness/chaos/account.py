"""Judge what the topics and the tables hold. Pure: facts in, an account out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.outcomes import OutcomeKind, Reason


@dataclass(frozen=True, slots=True)
class Submitted:
    """A message of `urls.submitted.v1`."""

    id: str
    value: bytes
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A message of `urls.outcomes.v1`, in the order of its partition."""

    id: str
    submission_id: str
    outcome: OutcomeKind
    reason: Reason
    article: tuple[str, int] | None = None
    """Article id and revision, where published."""
    supersedes: str | None = None
    at_ms: int = 0
    content: str = ""
    """Hash of all that it says, but when it was decided and on which way."""


@dataclass(frozen=True, slots=True)
class Article:
    """A message of `articles.published.v1`."""

    id: str
    article_id: str
    revision: int
    submission_id: str
    at_ms: int = 0
    content: str = ""
    """Hash of the whole value."""
    fetched_at: str = ""
    """ISO 8601, UTC."""
    url: str = ""
    """Canonical URL."""
    changed: tuple[str, ...] = ()
    """Fields that differ from the revision before."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the ledger."""

    submission_id: str
    outcome_id: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read."""

    submitted: Sequence[Submitted]
    answers: Sequence[Answer]
    articles: Sequence[Article]
    lines: Sequence[Line] | None = None
    """None: the tables were not read."""
    dead_letters: Mapping[str, int] = field(default_factory=dict)
    """Stage, reason and error -> count."""


RightReasons = Callable[[str, Submitted], Collection[Reason]]
"""Submission id and its message -> how it may end; empty where anything will do."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of the pages that were submitted."""

    right: RightReasons
    may_change: Callable[[str], bool]
    """URL -> whether its page may have a second revision."""


NOTHING_KNOWN = Expected(lambda key, each: (), lambda url: False)
"""Any answer will do, and no page changes."""


@dataclass(frozen=True, slots=True)
class Account:
    """The balance. Every list must be empty for it to be right."""

    submitted: int
    answered: int
    unanswered: list[str]
    answered_twice: list[str]
    """More than one outcome id, none of which replaces the other."""
    conflicting: list[str]
    """One id, but answers that differ: who keeps the last keeps another than the ledger."""
    revision_twice: list[str]
    """One revision of an article, but contents that differ."""
    older_over_newer: list[str]
    """A revision that was fetched before the one that it follows, or that lies before it."""
    wrong: list[str]
    """Ended in a way that its page cannot end in."""
    never_submitted: list[str]
    """Answers to nobody."""
    published_without_article: list[str]
    """An outcome says so, but the article is not on its topic."""
    outcome_before_article: list[str]
    """The outcome was sent first: between the two, a consumer finds no article."""
    published_again: list[str]
    """A page that never changes has a second revision: its id, and the fields that differ."""
    not_in_ledger: list[str]
    """No row, or a row without an answer."""
    ledger_differs: list[str]
    """A row that is not the first final answer, or not the last one of its id."""
    outcomes: dict[str, int]
    articles_per_url: dict[int, int]
    """Articles published -> how many submissions had so many."""
    duplicates_by_redelivery: dict[str, int]
    """Topic -> messages whose id was there before."""
    dead_letters: dict[str, int]

    @property
    def faults(self) -> dict[str, list[str]]:
        """Return what must be empty and is not."""
        lists = {
            name: getattr(self, name)
            for name in (
                "unanswered", "answered_twice", "wrong", "never_submitted",
                "published_without_article", "outcome_before_article", "published_again",
                "conflicting", "revision_twice", "older_over_newer",
                "not_in_ledger", "ledger_differs",
            )
        }  # fmt: skip
        return {name: found for name, found in lists.items() if found}


def judge(facts: Facts, expected: Expected = NOTHING_KNOWN) -> Account:
    """Compare what was submitted with what was answered and published."""
    submitted = {each.id: each for each in facts.submitted}
    answers: dict[str, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        answers[answer.submission_id].append(answer)
    published = first_at(facts.articles)
    lines = None if facts.lines is None else {line.submission_id: line for line in facts.lines}
    return Account(
        submitted=len(submitted),
        answered=len(submitted.keys() & answers.keys()),
        unanswered=sorted(submitted.keys() - answers.keys()),
        answered_twice=sorted(key for key, each in answers.items() if len(standing(each)) > 1),
        conflicting=sorted(key for key, each in answers.items() if conflict(each)),
        wrong=sorted(_wrong(submitted, answers, expected.right)),
        never_submitted=sorted(answers.keys() - submitted.keys()),
        published_without_article=sorted(
            each.submission_id
            for each in facts.answers
            if each.outcome is OutcomeKind.PUBLISHED and each.article not in published
        ),
        outcome_before_article=sorted(_too_early(facts.answers, published)),
        revision_twice=sorted(_revised_in_place(facts.articles)),
        older_over_newer=sorted(_older_over_newer(facts.articles)),
        published_again=sorted(
            {
                " ".join((a.article_id, *a.changed))
                for a in facts.articles
                if a.revision > 1 and not expected.may_change(a.url)
            }
        ),
        not_in_ledger=[] if lines is None else sorted(_not_in_ledger(submitted, lines)),
        ledger_differs=[] if lines is None else sorted(_differs(answers, lines)),
        outcomes=dict(Counter(first(each).reason.value for each in answers.values())),
        articles_per_url=_articles_per_url(submitted, facts.articles),
        duplicates_by_redelivery={
            "urls.outcomes.v1": _repeated(answer.id for answer in facts.answers),
            "articles.published.v1": _repeated(article.id for article in facts.articles),
        },
        dead_letters=dict(facts.dead_letters),
    )


def standing(answers: Sequence[Answer]) -> set[str]:
    """Return the outcome ids of a submission that no other of its answers replaces."""
    return {answer.id for answer in answers} - {answer.supersedes for answer in answers}


def conflict(answers: Sequence[Answer]) -> bool:
    """Whether the same outcome id says two things."""
    said: dict[str, set[tuple[Reason, tuple[str, int] | None, str]]] = defaultdict(set)
    for answer in answers:
        said[answer.id].add((answer.reason, answer.article, answer.content))
    return any(len(each) > 1 for each in said.values())


def first(answers: Sequence[Answer]) -> Answer:
    """Return the first final answer: the first of those that no other replaces."""
    left = standing(answers)
    return next((answer for answer in answers if answer.id in left), answers[0])


def first_at(articles: Sequence[Article]) -> dict[tuple[str, int], int]:
    """Return when each revision of an article was first sent, Unix milliseconds."""
    found: dict[tuple[str, int], int] = {}
    for article in articles:
        key = (article.article_id, article.revision)
        found[key] = min(article.at_ms, found.get(key, article.at_ms))
    return found


def _revised_in_place(articles: Sequence[Article]) -> Iterable[str]:
    contents: dict[tuple[str, int], set[str]] = defaultdict(set)
    for article in articles:
        contents[article.article_id, article.revision].add(article.content)
    for (article_id, revision), each in contents.items():
        if len(each) > 1:
            yield f"{article_id}: revision {revision} in {len(each)} forms"


def _older_over_newer(articles: Sequence[Article]) -> Iterable[str]:
    """Compare each message with the highest revision before it in its partition."""
    latest: dict[str, Article] = {}
    for article in articles:
        before = latest.setdefault(article.article_id, article)
        if article.revision < before.revision:
            yield f"{article.article_id}: revision {article.revision} after {before.revision}"
        elif article.revision > before.revision and article.fetched_at < before.fetched_at:
            yield f"{article.article_id}: revision {article.revision} is of an older page"
        latest[article.article_id] = max(before, article, key=lambda each: each.revision)


def _too_early(
    answers: Sequence[Answer], published: Mapping[tuple[str, int], int]
) -> Iterable[str]:
    for answer in answers:
        if answer.outcome is not OutcomeKind.PUBLISHED or answer.article is None:
            continue
        if answer.at_ms < published.get(answer.article, answer.at_ms):
            yield answer.submission_id


def _wrong(
    submitted: Mapping[str, Submitted],
    answers: Mapping[str, Sequence[Answer]],
    right: RightReasons,
) -> Iterable[str]:
    for key, each in answers.items():
        if key not in submitted:
            continue
        reasons = right(key, submitted[key])
        if reasons and first(each).reason not in reasons:
            yield f"{key}: {first(each).reason.value}, wanted {' or '.join(sorted(reasons))}"


def _not_in_ledger(submitted: Iterable[str], lines: Mapping[str, Line]) -> Iterable[str]:
    for key in submitted:
        if key not in lines or lines[key].outcome_id is None:
            yield key


def _differs(answers: Mapping[str, Sequence[Answer]], lines: Mapping[str, Line]) -> Iterable[str]:
    for key, each in answers.items():
        line = lines.get(key)
        if line is None or line.outcome_id is None:
            continue
        if (line.outcome_id, line.reason) != (first(each).id, first(each).reason.value):
            yield f"{key}: {line.reason}, on the topic first {first(each).reason.value}"
        elif (last := _upserted(each, line.outcome_id)) != line.reason:
            yield f"{key}: {line.reason}, on the topic last {last}"


def _upserted(answers: Sequence[Answer], outcome_id: str) -> str:
    """Return what a reader has that writes each answer over the one with the same id."""
    return next(each.reason.value for each in reversed(answers) if each.id == outcome_id)


def _articles_per_url(submitted: Iterable[str], articles: Sequence[Article]) -> dict[int, int]:
    """Count distinct revisions for each submission; a redelivered message counts once."""
    brought = Counter(
        {(article.submission_id, article.article_id, article.revision) for article in articles}
    )
    each = Counter(submission_id for submission_id, _, _ in brought)
    return dict(sorted(Counter(each[key] for key in submitted).items()))


def _repeated(ids: Iterable[str]) -> int:
    counts = Counter(ids)
    return sum(counts.values()) - len(counts)
