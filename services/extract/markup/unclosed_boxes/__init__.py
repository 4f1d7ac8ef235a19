"""Boxes whose end tag is missing, or was ignored by the parser, so that they hold what follows."""
