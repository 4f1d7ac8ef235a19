"""Fetch: accepted URLs in, pages out; politely and safely."""
