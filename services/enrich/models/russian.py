"""Russian names, by slovnet and the model that natasha's package has: the extra `ner-ru`."""

from collections.abc import Iterator, Mapping

from schemas.events import MentionKind
from services.enrich.models.once import once
from services.enrich.models.recogniser import Find, FoundName, Recogniser, files_of
from services.enrich.models.russian_cases import to_base_form

PACKAGE = "natasha"
"""Only its files are read: to import it fails from Python 3.11 on (pymorphy2)."""
VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
KINDS: Mapping[str, MentionKind] = {"PER": "person", "ORG": "organisation"}
MODEL = "data/model/slovnet_ner_news_v1.tar"


def load() -> Find:
    """Load vectors and model: 1 s, 160 MB."""
    from navec import Navec
    from slovnet import NER

    folder = files_of(PACKAGE)
    recogniser = NER.load(str(folder / MODEL))
    recogniser.navec(Navec.load(str(folder / VECTORS)))

    def find(piece: str) -> Iterator[FoundName]:
        for span in recogniser(piece).spans:
            form = piece[span.start : span.stop].strip("«»\"“”„' ")
            if form and span.type in KINDS:
                yield FoundName(form, KINDS[span.type])

    return find


RUSSIAN = Recogniser("slovnet_ner_news_v1", once(load), to_base_form)
