"""Newsreel beside the others of its field, in one run on one machine."""
