"""Articles about one event share a story: found by rare words, decided by a small model."""
