"""End to end: URLs to answers through Kafka, beside a bare loop of the library."""
