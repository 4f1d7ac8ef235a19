"""Whether the contract keeps what its released copy promised: `python -m schemas.compatibility`.

`released/` holds the JSON Schemas as they were released; `--freeze` copies today's there. Within
`.v1` an event may gain fields and values of an enumeration. It may not lose, rename or retype a
field, nor leave out what was always there; and every submission that was good stays good.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.generate import json_schemas, write
from schemas.pipeline import CONTROL, SUBMITTED

Schema = dict[str, Any]

RELEASED = Path(__file__).parent / "released"
READ = (SUBMITTED.name, CONTROL.name, "passport")
"""What Newsreel reads; it writes the others."""
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")


def released() -> dict[str, Schema]:
    """Return the schemas of the released contract, by name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in RELEASED.glob("*.json")}


def breaking(old: dict[str, Schema], new: dict[str, Schema]) -> list[str]:
    """Name every promise of the old contract that the new one breaks."""
    gone = [f"{name}: the topic is gone" for name in sorted(old.keys() - new.keys())]
    return gone + [
        f"{name}{fault}"
        for name in sorted(old.keys() & new.keys())
        for fault in _Comparison(old[name], new[name], is_read=name in READ).faults()
    ]


class _Comparison:
    """Two versions of one schema, walked side by side."""

    def __init__(self, old: Schema, new: Schema, is_read: bool) -> None:
        self._old, self._new, self._is_read = old, new, is_read
        self._seen: set[tuple[str, str]] = set()

    def faults(self) -> list[str]:
        return list(self._compare(self._old, self._new, ""))

    def _compare(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if all(pair):
            if pair in self._seen:
                return
            self._seen.add(pair)
        were, are = _branches(old, self._old), _branches(new, self._new)
        lost = were.keys() - are.keys() if self._is_read else are.keys() - were.keys()
        if lost and "any" not in (are if self._is_read else were):
            yield f"{path}: was {_words(were)}, is {_words(are)}"
        for kind in were.keys() & are.keys():
            yield from self._same_kind(were[kind], are[kind], path)

    def _same_kind(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        if self._is_read:
            yield from _stricter(old, new, path)
        gone = _values(old) - _values(new) if self._is_read else set()
        for value in sorted(gone):
            yield f"{path}: {value} is taken no more"
        yield from self._fields(old, new, path)
        yield from self._others(old, new, path)
        if "items" in old and "items" in new:
            yield from self._compare(old["items"], new["items"], f"{path}[]")

    def _fields(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        were, are = old.get("properties", {}), new.get("properties", {})
        needed, need = {*old.get("required", [])}, {*new.get("required", [])}
        for name in sorted(were.keys() - are.keys()):
            yield f"{path}.{name}: the field is gone"
        if self._is_read:
            for name in sorted(need - needed):
                yield f"{path}.{name}: the field is needed now"
        else:
            for name in sorted((needed - need) & are.keys()):
                yield f"{path}.{name}: the field was always there, and is not"
        for name in were.keys() & are.keys():
            yield from self._compare(were[name], are[name], f"{path}.{name}")

    def _others(self, old: Schema, new: Schema, path: str) -> Iterator[str]:
        """Compare what fields may hold that have no name in the schema: the values of a map."""
        were, are = (each.get("additionalProperties", True) for each in (old, new))
        if were is False or (were is True and are is True):
            return
        if are is False:
            if self._is_read or were is not True:
                yield f"{path}{{}}: no other fields may be there now"
            return
        were, are = ({} if each is True else each for each in (were, are))
        yield from self._compare(were, are, f"{path}{{}}")


def _branches(schema: Schema, root: Schema) -> dict[str, Schema]:
    """Take unions apart and follow references: each kind of value, with its schema."""
    if "$ref" in schema:
        return _branches(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    found: dict[str, Schema] = {}
    for part in schema.get("anyOf") or schema.get("oneOf") or []:
        found |= _branches(part, root)
    if found:
        return found
    kinds = schema.get("type", "any")
    named = [kinds] if isinstance(kinds, str) else kinds
    form = f" ({schema['format']})" if "format" in schema else ""
    return {f"{kind}{form}": schema for kind in named}


def _values(schema: Schema) -> set[str]:
    if "const" in schema:
        return {json.dumps(schema["const"])}
    return {json.dumps(value) for value in schema.get("enum", ())}


def _stricter(old: Schema, new: Schema, path: str) -> Iterator[str]:
    for limits, sign in ((UPPER, 1), (LOWER, -1)):
        for limit in limits:
            if limit in new and (limit not in old or sign * new[limit] < sign * old[limit]):
                yield f"{path}: {limit} was {old.get(limit, 'not set')}, is {new[limit]}"
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield f"{path}: the pattern is another"


def _words(branches: dict[str, Schema]) -> str:
    return " or ".join(sorted(branches))


def main() -> int:
    """Print what breaks, exit code 1 if something does; `--freeze` releases today's contract."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--freeze", action="store_true", help="copy today's contract to released/")
    if parser.parse_args().freeze:
        texts = {
            RELEASED / f"{name}.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
            for name, schema in json_schemas().items()
        }
        write(texts.items())
        return 0
    faults = breaking(released(), json_schemas())
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
