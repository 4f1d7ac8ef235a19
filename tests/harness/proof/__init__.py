"""The proof page: what is promised, as it was measured last."""
