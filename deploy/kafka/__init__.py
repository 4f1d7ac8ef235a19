"""Apache Kafka without Docker: one KRaft node on loopback, for `make kafka` and the tests."""
