"""Requests that prove whose they are: Web Bot Auth, an IETF draft. Off unless a key is set."""
