"""Fuzzing of the whole extract step: whatever comes in, one answer comes out."""
