"""`python -m tests.harness.quality.copies --corpus PATH`: edited copies and other texts.

Each text of the corpus is edited (spans of one to three words replaced, removed or put in), and the
copy must be found by its keys and be alike enough. Texts that are called alike are listed.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from services.publish.texts.contents import Content
from services.publish.texts.likeness import is_form, likeness, text_keys_of
from services.publish.texts.words import words

WORDS_LEAST = 60
SHARES = {"light": 0.05, "medium": 0.15}
"""Share of the words that are touched."""
CUTS = (0.6, 0.4, 0.25)
"""Share of the words that are left of a copy that was cut, and edited lightly."""


def texts(corpus: Path) -> Iterator[str]:
    """Read the bodies of all sets."""
    for gold in sorted(corpus.glob("*/gold.jsonl")):
        for line in filter(None, gold.read_text("utf-8").split("\n")):
            row = json.loads(line)
            text = row.get("text") or row.get("body") or ""
            yield text if isinstance(text, str) else "\n".join(map(str, text))


def edited(found: list[str], share: float, chance: random.Random, others: list[str]) -> list[str]:
    """Edit a text in about that share of its words."""
    copy = list(found)
    for at in sorted(chance.sample(range(len(copy)), max(1, int(share * len(copy) / 2))))[::-1]:
        size, kind = chance.randint(1, 3), chance.choice("rdi")
        copy[at : at if kind == "i" else at + size] = (
            [] if kind == "d" else chance.choices(others, k=size)
        )
    return copy


def recall(found: list[list[str]], share: float, kept: float = 1) -> float:
    """Share of the edited copies that are found; `kept`: how much of each is left, of its start."""
    chance, others = random.Random(1), [word for each in found[:100] for word in each]
    hits = 0
    for each in found:
        copy = edited(each, share, chance, others)[: round(kept * len(each))]
        pair = [Content(text=" ".join(w)) for w in (each, copy)]
        has_common = set(text_keys_of(pair[0]).bands) & set(text_keys_of(pair[1]).bands)
        hits += bool(has_common) and likeness(*pair).is_copy and not is_form(*pair)
    return hits / len(found)


def called_alike(found: list[str]) -> list[float]:
    """Share that each pair of different texts has, which are called alike, most first."""
    contents, index = [Content(text=text) for text in found], defaultdict[int, list[int]](list)
    for number, content in enumerate(contents):
        for key in text_keys_of(content).bands:
            index[key].append(number)
    pairs = {(a, b) for met in index.values() for a in met for b in met if a < b}
    pairs = {(a, b) for a, b in pairs if not is_form(contents[a], contents[b])}
    alike = (likeness(contents[a], contents[b]) for a, b in pairs)
    return sorted((each.shared for each in alike if each.is_copy), reverse=True)


def main() -> int:
    """Print recall and the pairs called alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="edit every N-th text only")
    options = parser.parse_args()
    found = [t for t in dict.fromkeys(texts(options.corpus)) if len(words(t)) >= WORDS_LEAST]
    some = [words(text) for text in found[:: options.every]]
    for name, share in SHARES.items():
        print(f"{name:<7} recall {recall(some, share):.4f} of {len(some)}")
    long = [each for each in some if len(each) >= WORDS_LEAST / min(CUTS)]
    for kept in CUTS:
        print(f"cut to {kept} recall {recall(long, SHARES['light'], kept):.4f} of {len(long)}")
    alike = called_alike(found)
    count = len(found) * (len(found) - 1) // 2
    print(f"called alike: {len(alike)} of {count:,} pairs: {[round(each, 2) for each in alike]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
