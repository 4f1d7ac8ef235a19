"""A wrong proxy is found at the start, and its password is repeated nowhere."""

import pytest

from services.settings import BadSettings, Settings, read_settings

GOOD = ["http://proxy:3128", "https://user:s3cret@proxy.example:8443", "http://[::1]:3128/"]
BAD = [
    "user:s3cret@proxy:3128",
    "socks5://user:s3cret@proxy:1080",
    "http://user:s3cret@:3128",
    "http://user:s3cret@proxy:port",
    "http://user:s3cret@[::1:3128",
    "proxy",
]


@pytest.mark.parametrize("url", GOOD)
def test_a_proxys_url_is_taken_as_it_is(url: str) -> None:
    assert read_settings(fetch_proxy=url).fetch_proxy == url


@pytest.mark.parametrize("url", BAD)
def test_another_text_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_FETCH_PROXY") as told:
        read_settings(fetch_proxy=url)
    assert "s3cret" not in str(told.value)


def test_no_proxy_is_none() -> None:
    assert read_settings(fetch_proxy="").fetch_proxy is None
    assert "s3cret" not in repr(Settings(fetch_proxy=GOOD[1]))
