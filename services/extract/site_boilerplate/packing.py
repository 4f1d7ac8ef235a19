"""A site's memory as bytes, for the store and for the workers, which have no store."""

import zstandard

from services.extract.site_boilerplate.boilerplate import SiteMemory

PACKED_MAX_BYTES = 10_000_000


def pack(memory: SiteMemory) -> bytes:
    """Write a memory small: JSON, zstd."""
    return zstandard.compress(memory.model_dump_json().encode(), 1)


def unpack(packed: bytes) -> SiteMemory:
    """Read a packed memory."""
    text = zstandard.decompress(packed, max_output_size=PACKED_MAX_BYTES)
    return SiteMemory.model_validate_json(text)
