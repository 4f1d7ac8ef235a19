"""Load a model once in a process; a failure is kept too, since each try costs seconds."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

T = TypeVar("T")


class ModelBroken(Exception):
    """A model could not be loaded; the text says which way it failed."""


def once(load: Callable[[], T]) -> Callable[[], T]:
    """Return a function that loads at its first call, and raises `ModelBroken` where that fails."""

    @cache
    def attempt() -> T | ModelBroken:
        try:
            return load()
        except MemoryError:
            raise  # the worker's limit, and its to answer
        except Exception as error:
            return ModelBroken(f"{type(error).__name__}: {error}")

    def loaded() -> T:
        found = attempt()
        if isinstance(found, ModelBroken):
            raise ModelBroken(*found.args)
        return found

    return loaded
