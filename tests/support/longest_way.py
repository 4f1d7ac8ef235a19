"""The longest that a URL can be on its way from topic to topic."""

from schemas.pipeline import ACCEPTED, ENRICHED, EXTRACTED, FETCHED, SUBMITTED

WAY = (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED)
SCHEDULE_HOURS = 24.0
"""For what waits in the schedule of fetch."""
LONGEST_HOURS = sum(topic.longest_seconds for topic in WAY) / 3600 + SCHEDULE_HOURS
