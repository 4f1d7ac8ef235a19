"""The contract of Newsreel: events, topics, outcomes. Imports neither Kafka nor a service."""
