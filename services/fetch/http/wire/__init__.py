"""Bytes as hosts send them: heads, chunks, content encodings."""
