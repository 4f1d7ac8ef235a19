"""What the store keeps of robots.txt and its like, on both databases."""

from dataclasses import replace

from services.fetch.site_files import table as site_files
from services.fetch.site_files.table import SiteFile
from services.stage.store.store import Store

T0 = 1_700_000_000.25


async def test_files_are_kept_by_their_names_with_their_bytes(store: Store) -> None:
    plain = SiteFile("http://a.test", 200, b"User-agent: *\n\x00\xff", T0, T0 + 60)
    secure = SiteFile("https://a.test", None, b"", T0, T0 + 60)
    for file in (plain, secure):
        await store.call(site_files.save, file)
    renewed = replace(secure, status=404, expires_at=T0 + 600)
    await store.call(site_files.save, renewed)
    assert await store.call(site_files.load, "http://a.test") == plain
    assert await store.call(site_files.load, "https://a.test") == renewed
    assert await store.call(site_files.load, "http://b.test") is None


async def test_a_file_is_forgotten_once_it_has_expired(store: Store) -> None:
    old = SiteFile("http://old.test", 200, b"User-agent: *", T0, T0 + 60)
    fresh = SiteFile("http://fresh.test", 200, b"User-agent: *", T0, T0 + 61)
    for file in (old, fresh):
        await store.call(site_files.save, file)
    assert await store.run(site_files.forget_expired, T0 + 60) == 1
    assert await store.call(site_files.load, "http://old.test") is None
    assert await store.call(site_files.load, "http://fresh.test") == fresh
