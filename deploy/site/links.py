"""Hook of mkdocs: the contract's files are part of the site; source files are named, not linked."""

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[2]
CONTRACT = ("asyncapi.yaml", "json/*.json", "examples/*.json")
OUTSIDE = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+)([^)#]+)(#[^)]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add `schemas/asyncapi.yaml`, the schemas and the examples."""
    for pattern in CONTRACT:
        for path in sorted((ROOT / "schemas").glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            files.append(File.generated(config, name, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Point links that leave `docs/` into the site, or leave only their words."""
    depth = page.file.src_uri.count("/")

    def inside(match: re.Match[str]) -> str:
        words, up, target = match[1], match[2], match[3]
        if up.count("../") <= depth:
            return match[0]
        if files.get_file_from_path(target):
            return f"[{words}]({'../' * depth}{target})"
        return words

    return OUTSIDE.sub(inside, markdown)
