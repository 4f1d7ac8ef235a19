"""Words, sentences and scripts of a text, in the languages that are read."""
