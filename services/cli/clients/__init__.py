"""How commands reach Kafka, the store, the stages and the ledger; no answer is a `Problem`."""
