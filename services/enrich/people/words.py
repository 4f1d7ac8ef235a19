"""The lists of `words.toml`, by which names are told; some have one text for each language."""

from services.text.lists import lists_of

LISTS = lists_of(__file__)
