"""The rules file: its keys, and errors that name key and line."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from schemas.outcomes import Reason
from schemas.url import URL_MAX_CHARS, BadUrl, host_of
from services.content_types import NO_PAGE_EXTENSIONS
from services.misspelt import nearest
from services.settings import BadSettings

GroupBy = Literal["host", "site"]


class BadRules(BadSettings):
    """The rules file is wrong; the text names the variable, the file, the line and the key."""

    def __init__(self, message: str) -> None:
        super().__init__(f"NEWSREEL_RULES_FILE: {message}")


def _host(name: str) -> str:
    """Bring a host into the spelling of URLs: lower case, punycode."""
    bare = name.strip().removeprefix("*").strip(".")
    try:
        if re.search(r"[/?#\\]", bare):
            raise BadUrl(Reason.BAD_URL, "more than a host")
        return host_of(f"http://[{bare}]/" if ":" in bare else f"http://{bare}/")
    except BadUrl:
        raise ValueError(f"`{name}` is not a host name") from None


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"`{text}` is not a regular expression: {error}") from None
    return text


def _extension(text: str) -> str:
    if not re.fullmatch(r"\.?[A-Za-z0-9]+", text):
        raise ValueError(f"`{text}` is not a file extension")
    return text.removeprefix(".").lower()


Host = Annotated[str, AfterValidator(_host)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Extension = Annotated[str, AfterValidator(_extension)]


class HostRule(BaseModel):
    """What is special about a host and its subdomains; None: as the settings have it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    delay_seconds: float | None = Field(None, ge=0, description="Least time between requests.")
    concurrency: int | None = Field(None, ge=1, le=100, description="Requests at once.")
    user_agent: str | None = Field(
        None, pattern=r"^[\x20-\x7e]+$", description="User-Agent to send, visible ASCII."
    )
    verify_tls: bool | None = Field(None, description="False: take any certificate.")
    obey_robots: bool | None = Field(None, description="False: robots.txt is not asked for.")
    group_by: GroupBy | None = Field(
        None, description="What counts as one for politeness: the `host` or the whole `site`."
    )


class RulesFile(BaseModel):
    """The file as a whole. Every key may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    blocked_hosts: list[Host] = Field([], description="Hosts, with all subdomains.")
    blocked_patterns: list[Pattern] = Field(
        [], description="Regular expressions, looked for anywhere in the normalised URL."
    )
    blocked_extensions: list[Extension] = Field(
        sorted(NO_PAGE_EXTENSIONS), description="Last part of the path; replaces the built-in list."
    )
    more_blocked_extensions: list[Extension] = Field([], description="Added to that list.")
    segment_repeats_max: int = Field(
        2, ge=1, strict=True, description="How often one path segment may occur; more is a trap."
    )
    url_max_chars: int = Field(
        URL_MAX_CHARS, ge=20, le=URL_MAX_CHARS, strict=True, description="Longest URL."
    )
    hosts: dict[Host, HostRule] = Field({}, description="Settings of hosts, by name.")


def read_rules_file(path: Path) -> RulesFile:
    """Read and check a rules file, or raise `BadRules`."""
    try:
        text = path.read_text("utf-8-sig")  # some editors begin a file with a mark
        return RulesFile.model_validate(tomllib.loads(text))
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
    known = [*(HostRule if keys[0] == "hosts" else RulesFile).model_fields]
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
