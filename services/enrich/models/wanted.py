"""What the models that a setting asks for make of an article."""

from collections.abc import Callable, Iterator, Mapping

from services.enrich.models import embed, vectors
from services.enrich.models.english import ENGLISH
from services.enrich.models.once import ModelBroken
from services.enrich.models.people import with_models
from services.enrich.models.russian import RUSSIAN
from services.enrich.reading import Enricher
from services.enrich_models import check_installed
from services.setting_values import ModelName
from services.settings import Settings

RECOGNISERS = {"ner-en": ("en", ENGLISH), "ner-ru": ("ru", RUSSIAN)}
LOAD: Mapping[ModelName, Callable[[], object]] = {
    "ner-en": ENGLISH.load,
    "ner-ru": RUSSIAN.load,
    "embed": vectors.loaded,
}


def wanted(settings: Settings) -> Mapping[str, Enricher]:
    """Return the enrichers of the models that are asked for; load none.

    Raises `BadSettings` with what to install where one is not there.
    """
    check_installed(settings)
    found: dict[str, Enricher] = {}
    recognisers = dict(RECOGNISERS[name] for name in settings.enrich_models if name in RECOGNISERS)
    if recognisers:
        found["people"] = with_models(recognisers, settings.enrich_model_seconds)
    if "embed" in settings.enrich_models:
        found["embed"] = embed.fields
    return found


def load(settings: Settings) -> Iterator[str]:
    """Load what is asked for; yield a line for each model that fails."""
    for name in settings.enrich_models:
        try:
            LOAD[name]()
        except ModelBroken as error:
            yield f"the model {name} cannot be loaded: {error}"
