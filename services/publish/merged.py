"""What followers are told when two stories turn out to be one."""

from schemas.envelope import Envelope, Message, encode
from schemas.events import ArticleEnriched, StoriesMerged
from schemas.identity import event_id
from schemas.pipeline import MERGED, PUBLISH
from schemas.topic import Topic
from services.publish.revisions.decide import Decision


def merge_messages(
    envelope: Envelope[ArticleEnriched], article_id: str, decision: Decision
) -> tuple[tuple[Topic, Message], ...]:
    """Return a message for each story that the article's own took over."""
    story = decision.story
    if story is None:
        return ()
    events = [
        Envelope(
            id=event_id(f"{envelope.id} {merged_story_id}", MERGED.name),
            source=PUBLISH.source,
            time=decision.decided_at,
            passport=envelope.passport,
            data=StoriesMerged(
                merged_story_id=merged_story_id,
                story_id=story.id,
                story_size=story.size,
                article_id=article_id,
                submission_id=envelope.passport.submission_id,
                merged_at=decision.decided_at,
            ),
        )
        for merged_story_id in story.merged
    ]
    return tuple((MERGED, encode(event, event.data.merged_story_id)) for event in events)
