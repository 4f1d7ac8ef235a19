"""Each event to one address over HTTP, as Standard Webhooks 1.0 says."""
