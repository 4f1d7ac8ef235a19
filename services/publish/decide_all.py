"""Decide on many articles in one transaction: once for each answer, then the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from schemas.outcomes import Reason
from services.publish.copies import Copies
from services.publish.decided import Candidate, Decided, TooSoon, said_of
from services.publish.revisions.addresses import own_ids, stands_apart
from services.publish.revisions.decide import (
    Decision,
    decide,
    decide_on_copy,
    decision_on_latest,
    held_until,
    known_after,
    may_have_made,
)
from services.publish.revisions.known import Duplicate, Known
from services.publish.rows.articles import Articles
from services.publish.rows.decisions import KEPT, Stored, load_decisions, save_decisions
from services.publish.rows.history import history, save_revisions
from services.publish.rules import PublishRules
from services.publish.stories.stories import Stories
from services.publish.stories.story import Story


def decide_all(connection: Connection, items: Sequence[Candidate]) -> Sequence[Decided | TooSoon]:
    """Decide on each item in order, in one transaction and few statements.

    Of two workers that have the same event, one decides and the other finds the decision: they take
    turns from the first look at articles on.
    """
    batch = _Batch(connection, items)
    decided = [batch.decide_on(item) for item in items]
    batch.save()
    return decided


class _Batch:
    """What the store knows of the articles of a transaction, and what it is to learn of them."""

    def __init__(self, connection: Connection, items: Sequence[Candidate]) -> None:
        self._connection = connection
        self._articles = Articles(connection, {item.article_id for item in items})
        answers = {item.answer_id for item in items}
        answers |= {item.supersedes for item in items if item.supersedes}
        self._decisions = load_decisions(connection, answers)
        decided = self._decisions.values()
        self._articles.read({each.article_id for each in decided if each.decision.publishes})
        self._fresh: dict[str, Stored] = {}
        """Decisions of this transaction, by answer."""
        self._copies = Copies(connection, self._articles)
        self._stories = Stories(connection)
        self._look_up([item for item in items if item.answer_id not in self._decisions])

    def decide_on(self, item: Candidate) -> Decided | TooSoon:
        """Say what was decided before, else decide."""
        stored = self._decisions.get(item.answer_id)
        if stored is None:
            fresh = _replaced(item, self._decisions) or self._decide_anew(item)
            if isinstance(fresh, TooSoon):
                return fresh
            stored = self._decisions[item.answer_id] = self._fresh[item.answer_id] = fresh
        known = self._articles.get(stored.article_id)
        end = known.end(stored.article_id) if known is not None else None
        return Decided(stored.article_id, stored.decision, said_of(item.made, stored, known), end)

    def save(self) -> None:
        """Write what was decided."""
        self._articles.save()
        self._copies.save()
        self._stories.save()
        save_decisions(self._connection, self._fresh)
        revisions = [(each.article_id, each.decision) for each in self._fresh.values()]
        save_revisions(self._connection, revisions)

    def _look_up(self, undecided: Sequence[Candidate]) -> None:
        """Read what stands near the new articles and in the stories of the known ones."""
        new = [item for item in undecided if self._articles.get(item.article_id) is None]
        self._copies.look_up(item.found.text_keys for item in new)
        others = (item.found for item in new if not self._copies.has(item.found.text_keys))
        profiles = [found.profile for found in others]
        known = [self._articles.get(item.article_id) for item in undecided]
        ids = [each.story.id for each in known if each and each.story]
        self._stories.look_up(filter(None, profiles), ids)

    def _decide_anew(self, item: Candidate) -> Stored | TooSoon:
        """Decide on what was never decided on."""
        item = self._under_its_id(item)
        known = self._articles.get(item.article_id)
        if known is not None and (forgotten := self._forgotten(item, known)):
            return forgotten
        copied = self._copies.duplicate(item.article_id, item.found) if known is None else None
        if copied and _is_left_out(copied, item.rules):
            revision = self._copies.known(copied.article_id).revision
            return Stored(item.made, copied.article_id, decide_on_copy(copied, revision, item.now))
        decision = decide(known, item.found, item.now, item.rules)
        until = held_until(known, decision, item.rules)
        if until is not None:
            return TooSoon(until)
        story = self._story(item, decision, known)
        decision = replace(decision, duplicate=copied or decision.duplicate, story=story)
        self._learn(item, decision, known)
        return Stored(item.made, item.article_id, decision)

    def _forgotten(self, item: Candidate, known: Known) -> Stored | None:
        """Return what was decided on a dead letter if only its article is still known.

        Letters are kept longer than decisions. One that may have made the latest revision says it
        again: to publish that twice does no harm, and it may never have been published.
        """
        if not item.supersedes or not may_have_made(known, item.found, item.now - KEPT):
            return None
        made = history(self._connection, item.article_id)
        fields, change = (made[-1].changed_fields, made[-1].change) if made else ((), None)
        return Stored(item.made, item.article_id, decision_on_latest(known, tuple(fields), change))

    def _learn(self, item: Candidate, decision: Decision, known: Known | None) -> None:
        """Let the items behind this one see what has become of the article."""
        later = known_after(known, item.found, decision)
        if later is not known:
            self._articles.change(item.article_id, later)
        if decision.publishes:
            self._copies.add(item.article_id, item.found.text_keys, item.now, known)

    def _story(self, item: Candidate, decision: Decision, known: Known | None) -> Story | None:
        """Return the story of an article that is new, or has a revision."""
        days = item.rules.stories_days
        if decision.reason is Reason.NEW and days and item.found.profile is not None:
            return self._stories.place(item.article_id, item.found.profile, item.now, days)
        if decision.reason is Reason.REVISION and known is not None:
            return self._stories.as_now(known.story)
        return None

    def _under_its_id(self, item: Candidate) -> Candidate:
        """Give a page that is not the article it names as canonical the id of its own URL."""
        ids = own_ids(item.found)
        while stands_apart(self._articles.get(item.article_id), item.found):
            own = next(ids, None)
            if own is None:
                break
            self._articles.read({own})
            found = replace(item.found, canonical_url=item.found.url)
            item = replace(item, article_id=own, found=found)
        return item


def _is_left_out(copied: Duplicate, rules: PublishRules) -> bool:
    """Tell whether a copy is answered, not published."""
    return copied.similarity == 1 or not (rules.publish_copies or copied.says_more)


def _replaced(item: Candidate, decisions: Mapping[str, Stored]) -> Stored | None:
    """Return what was decided on this very event before it became a dead letter."""
    stored = decisions.get(item.supersedes) if item.supersedes else None
    return stored if stored is not None and stored.made == item.made else None
