"""Words, sentences and scripts of a text: what every enricher builds on."""
