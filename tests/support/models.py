"""Tests with the models of enrich: each wants its extra, and says so where it is not installed."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from services.enrich_models import check_installed
from services.setting_values import ModelName
from services.settings import BadSettings, read_settings

T = TypeVar("T", bound=Callable[..., object])


def needs(name: ModelName) -> Callable[[T], T]:
    """Skip a test where the model is not installed."""
    try:
        check_installed(read_settings(enrich_models=name))
    except BadSettings as fault:
        return pytest.mark.skip(reason=str(fault))
    return lambda test: test
