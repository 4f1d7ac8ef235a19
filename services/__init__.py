"""The stream services: one folder each, one verb each."""
