"""Parts of the corpus for cross-validation: all pages of a site stand in the same one."""

from hashlib import blake2b


def part_of(site: str, parts: int) -> int:
    """Return the number of a site's part, 0 to `parts` - 1."""
    return blake2b(site.encode(), digest_size=1, salt=b"parts").digest()[0] % parts
