"""Vector and topic of an article, from its title and lead."""

from schemas.events import Embedding
from services.enrich.models import vectors
from services.enrich.models.topics import topic_of
from services.enrich.reading import Fields, Reading

READ_CHARACTERS = 300
"""Title and lead together. The model's time grows with them, and nothing can stop it on its way."""
DECIMALS = 4
"""The cosine of two vectors changes by less than .0005; JSON is half as long."""


def fields(reading: Reading) -> Fields:
    """Return `embedding` and `topic`; neither where there is no text."""
    text = head(reading)
    if not text:
        return {}
    vector = vectors.loaded()(text)
    numbers = [round(float(number), DECIMALS) for number in vector]
    return {"embedding": Embedding(model=vectors.MODEL, vector=numbers), "topic": topic_of(vector)}


def head(reading: Reading) -> str:
    """Return title and lead, at most `READ_CHARACTERS`, cut where a word ends."""
    article = reading.article
    lead = article.subtitle or ""
    whole = " ".join(f"{article.title or ''}\n{lead}\n{article.text[:READ_CHARACTERS]}".split())
    if len(whole) <= READ_CHARACTERS:
        return whole
    cut = whole[:READ_CHARACTERS]
    return cut.rpartition(" ")[0] or cut
