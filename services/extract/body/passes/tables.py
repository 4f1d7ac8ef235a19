"""States that are written as one list, whose objects name their values by their places in it.

`devalue` (Nuxt, SvelteKit) and the stream of React Router: `[{"title":1,"body":2},"…",[3,4],…]`.
"""

from typing import Any

_DEPTH_MAX = 60
_WRAPPERS = frozenset(["ShallowReactive", "Reactive", "Ref", "ShallowRef", "SingleFetchRedirect"])


def is_table(value: Any) -> bool:
    """Return whether a list may be such a one: its first value holds places and nothing else."""
    first = value[0] if isinstance(value, list) and len(value) > 1 else None
    if isinstance(first, dict):
        places = list(first.values())
    elif isinstance(first, list):
        places = first[1:] if first[:1] and _is_wrapper(first[0]) else first
    else:
        return False
    return bool(places) and all(type(each) is int for each in places)  # a bool is no place


def _is_wrapper(name: Any) -> bool:
    return isinstance(name, str) and name in _WRAPPERS


def unfolded(table: list[Any]) -> Any:
    """Return the value that the first place of a table holds; each place is built once."""
    return _at(table, 0, {}, 0)


def _at(table: list[Any], place: Any, built: dict[int, Any], depth: int) -> Any:
    """Return the value at a place, built; None for what is no place, or is being built now."""
    if not isinstance(place, int) or not 0 <= place < len(table) or depth > _DEPTH_MAX:
        return None
    if place in built:
        return built[place]
    value, built[place] = table[place], None
    if isinstance(value, list):
        wrapped = len(value) > 1 and _is_wrapper(value[0])
        value = (
            _at(table, value[1], built, depth + 1)
            if wrapped
            else [_at(table, each, built, depth + 1) for each in value]
        )
    elif isinstance(value, dict):
        value = {
            _name(table, name): _at(table, each, built, depth + 1) for name, each in value.items()
        }
    built[place] = value
    return value


def _name(table: list[Any], name: str) -> str:
    """Return a member's name, which React Router writes as its place: `_12`."""
    if name[:1] == "_" and name[1:].isdigit() and int(name[1:]) < len(table):
        named = table[int(name[1:])]
        return named if isinstance(named, str) else name
    return name
