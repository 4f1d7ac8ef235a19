"""Odd records on every topic that a stage reads, beside good traffic: see `docs/reliability.md`."""
