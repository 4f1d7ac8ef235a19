"""Kafka: records in behind a commit watermark, messages out and confirmed."""
