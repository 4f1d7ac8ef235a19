"""The passes: each finds a text of the page by means of its own."""
