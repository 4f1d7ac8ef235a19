"""Traces: each event in a stage is a span; they are exported where an endpoint is set."""
