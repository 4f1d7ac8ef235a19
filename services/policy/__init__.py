"""Which URLs and addresses may be fetched; intake and fetch must agree."""
