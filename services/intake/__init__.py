"""Intake: submissions in, accepted URLs out; each answered once."""
