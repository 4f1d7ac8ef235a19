"""Text that Markdown must not take for markup (CommonMark 0.31 and GitHub's tables and strikes)."""

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|]")
_AT_START = re.compile(r"^(?:([#=+-])|(\d{1,9})([.)])(?=\s|$))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
"""`&copy;` in an address is no sign of copyright."""
_CLOSING_HASHES = re.compile(r"(#+)$")


def escape(text: str) -> str:
    """Write a line of text that stays a line of text: blanks are folded, markup is escaped."""
    return _AT_START.sub(_escape_start, _inline(text))


def heading(text: str, level: int) -> str:
    """Write a heading of level 1 to 6."""
    shown = _CLOSING_HASHES.sub(lambda hashes: "\\#" * len(hashes[1]), _inline(text))
    return f"{'#' * min(max(level, 1), 6)} {shown}"


def link_target(url: str) -> str:
    """Write an address as a link's target, in angle brackets so that it may hold brackets."""
    found = "".join(url.split()).replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    found = _ENTITY.sub("&amp;", found)
    return f"<{found}>"


def fenced(code: str) -> str:
    """Write code between fences that are longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _inline(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"
