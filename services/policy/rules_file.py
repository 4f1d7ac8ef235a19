"""The rules file, read with errors that name key and line."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from services.misspelt import nearest
from services.policy.rules import NO_RULES, HostRule, Rules
from services.settings import BadSettings


class BadRules(BadSettings):
    """The rules file is wrong; the text names the variable, the file, the line and the key."""

    def __init__(self, message: str) -> None:
        super().__init__(f"NEWSREEL_RULES_FILE: {message}")


def read_rules(path: Path | None) -> Rules:
    """Read and check a rules file; raise `BadRules` with key and line. None: there is no file."""
    if path is None:
        return NO_RULES
    try:
        text = path.read_text("utf-8-sig")  # some editors begin a file with a mark
        return Rules.model_validate(tomllib.loads(text))
    except OSError as error:
        raise BadRules(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise BadRules(f"{path}: not UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise BadRules(f"{path}: {error}") from None
    except ValidationError as error:
        raise BadRules(f"{path}:{_explained(text, error)}") from None


def _explained(text: str, error: ValidationError) -> str:
    """Name line, key and fault of the first error."""
    first = error.errors(include_url=False)[0]
    keys = [str(part) for part in first["loc"] if part != "[key]"]
    fault = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        fault = f"no such key{_meant(keys)}"
    return f"{_line_of(text, first['loc'], first['input'])}: key `{'.'.join(keys)}`: {fault}"


def _meant(keys: list[str]) -> str:
    """Name the key that is spelt most like it, else all there are."""
    known = [*(HostRule if keys[0] == "hosts" else Rules).model_fields]
    near = nearest(keys[-1], known)
    return f"; did you mean `{near}`?" if near else f"; there are: {', '.join(known)}"


def _line_of(text: str, location: tuple[int | str, ...], value: Any) -> int:
    """Find the line that the error is about: follow the keys downwards, then the value itself."""
    lines = text.splitlines()
    number = 0
    for part in location:
        wanted = str(value) if isinstance(part, int) else part
        seen = re.compile(rf"(?<![\w.-]){re.escape(wanted)}(?![\w-])")
        found = (i for i in range(number, len(lines)) if seen.search(lines[i].partition(" #")[0]))
        number = next(found, number)
    return number + 1
