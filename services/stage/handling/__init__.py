"""From Faust's stream into tasks, and out to the brokers: what becomes of each record."""
