"""What a hostile server does → what the fetch must make of it. One row a case."""

from dataclasses import dataclass
from urllib.parse import quote

from schemas.outcomes import Reason

R = Reason


@dataclass(frozen=True, slots=True)
class Case:
    """One URL and its wanted end; `reason` None is a page."""

    url: str
    """A path on the good host, or a URL; `{http}`, `{https}` … are the server's ports."""
    reason: Reason | None = None
    retried: bool = False
    """Whether it is a `TransientError`."""
    retry_after_seconds: float | None = None

    def __str__(self) -> str:
        return self.url[:60]


def retried(url: str, reason: Reason, after: float | None = None) -> Case:
    """Give a case that is tried again later."""
    return Case(url, reason, True, after)


def to(location: str, status: int = 302) -> str:
    """Give the path of a redirect."""
    return f"/to/{status}?{quote(location, safe='')}"


SLOW = [
    retried("/silent", R.TIMEOUT),
    retried("/drip_headers", R.TIMEOUT),
    retried("/drip_body", R.TIMEOUT),
    retried("/early_hints_for_ever", R.TIMEOUT),
    retried("/chunks_that_stall", R.TIMEOUT),
]

MUCH = [
    Case("/endless_body", R.TOO_LARGE),
    Case("/endless_chunks", R.TOO_LARGE),
    Case("/length_of_a_gigabyte", R.TOO_LARGE),
    Case("/sized/10000000"),
    Case("/sized/10000001", R.TOO_LARGE),
    Case("/chunks_of_one_byte"),
    Case("/chunked/9000000/60000"),
    Case("/chunked/1000000/100"),
    Case("/chunked/10000000/1", R.TOO_LARGE),
    Case("/chunked/1000000/200/extended", R.TOO_LARGE),
    Case("/headers/100/10/X-Fine"),
    Case("/headers/1/12000/X-Long"),
    Case("/headers/10000/10/X-Many", R.TOO_LARGE),
    Case("/headers/1/1000000/X-Huge", R.TOO_LARGE),
    Case("/headers/10000/100/Set-Cookie", R.TOO_LARGE),
    Case("/bomb/gzip", R.DECOMPRESSION_LIMIT),
    Case("/bomb/br", R.DECOMPRESSION_LIMIT),
    Case("/bomb/zstd", R.DECOMPRESSION_LIMIT),
    Case("/bomb/deflate", R.DECOMPRESSION_LIMIT),
    Case("/bomb/deflate-raw", R.DECOMPRESSION_LIMIT),
    Case("/bomb/gzip-in-gzip", R.DECOMPRESSION_LIMIT),
    Case("/bomb/gzip-in-br", R.DECOMPRESSION_LIMIT),
    Case("/empty_members", R.NO_DECODE),
]

PACKED = [
    *(
        Case(f"/packed/{how}")
        for how in (
            "gzip", "x-gzip", "br", "zstd", "zstd-two-frames", "deflate", "deflate-raw",
            "gzip-two-members", "gzip-then-garbage", "gzip-in-br", "gzip-in-gzip",
            "gzip-that-is-plain", "invented", "none", "gzip-cut-off",
            "gzip-wrong-crc", "gzip-wrong-length", "gzip-without-trailer", "gzip-half-a-trailer",
            "gzip-wrong-crc-then-garbage", "gzip-wrong-crc-then-member", "gzip-named",
            "deflate-wrong-adler", "deflate-without-adler", "deflate-then-garbage",
            "br-then-garbage", "zstd-then-garbage",
        )
    ),
    Case("/packed/gzip-damaged", R.NO_DECODE),
    Case("/packed/br-that-is-plain", R.NO_DECODE),
    Case("/packed/zstd-that-is-plain", R.NO_DECODE),
    Case("/packed/zstd-wide-window", R.NO_DECODE),
    Case("/packed/fifty", R.NO_DECODE),
]  # fmt: skip

HEADS = [
    *(
        Case(f"/heads/{name}")
        for name in (
            "no-colon", "no-colon/slowly", "no-colon-first", "blank-before-colon", "name-utf-8",
            "name-latin-1", "name-empty", "name-with-blank", "length-twice", "length-in-a-list",
            "folded", "folded-first", "bare-lf", "after-hints", "after-hints/slowly",
            "etag-latin-1", "modified-latin-1", "charset-latin-1", "encoding-latin-1",
            "robots-latin-1", "type-latin-1",
        )
    ),
    retried("/heads/length-twice-otherwise", R.CONNECT_ERROR),
]  # fmt: skip

FALSE = [
    retried("/length_too_long", R.CONNECT_ERROR),
    Case("/length_too_short"),
    retried("/length_negative", R.CONNECT_ERROR),
    Case("/until_close"),
    retried("/reset_early", R.CONNECT_ERROR),
    retried("/reset_midway", R.CONNECT_ERROR),
    retried("/close_at_once", R.CONNECT_ERROR),
    retried("/chunk_of_no_size", R.CONNECT_ERROR),
    retried("/chunk_of_no_size_later", R.CONNECT_ERROR),
    retried("/http09", R.CONNECT_ERROR),
    retried("/garbage", R.CONNECT_ERROR),
    retried("/nul_in_headers", R.CONNECT_ERROR),
    Case("/length_beside_chunks"),
    Case("/switching", R.HTTP_4XX),
    Case("/cookie_echo"),
]

TLS = [
    Case("https://good.test:{https}/good"),
    Case("https://good.test:{expired}/good", R.TLS_ERROR),
    Case("https://good.test:{self_signed}/good", R.TLS_ERROR),
    Case("https://good.test:{wrong_host}/good", R.TLS_ERROR),
    Case("https://good.test:{http}/good", R.TLS_ERROR),
    Case("https://127.0.0.77:{https}/good"),
    Case("https://excepted.test:{self_signed}/good"),
    retried("http://good.test:{https}/good", R.CONNECT_ERROR),
]

REDIRECTS = [
    Case("/hops/0"),
    Case("/hops/10"),
    Case("/hops/11", R.TOO_MANY_REDIRECTS),
    Case(to("../good", 301)),
    Case(to("/good", 303)),
    Case(to("//other.test:{port}/good", 307)),
    Case(to("http://other.test:{port}/good", 308)),
    Case(to("/good#part")),
    Case(to("  /good  ")),
    Case(to("/good?näh=ü")),
    Case(to(""), R.BAD_REDIRECT),
    Case(to("http://user:pass@good.test/"), R.BAD_REDIRECT),
    Case(to("file:///etc/passwd"), R.BAD_REDIRECT),
    Case(to("javascript:alert(1)"), R.BAD_REDIRECT),
    Case(to("data:text/html,x"), R.BAD_REDIRECT),
    Case(to("gopher://good.test/"), R.BAD_REDIRECT),
    Case(to("ftp://good.test/"), R.BAD_REDIRECT),
    Case(to("dict://good.test/"), R.BAD_REDIRECT),
    Case(to("http://"), R.BAD_REDIRECT),
    Case(to("http://good.test:99999/"), R.BAD_REDIRECT),
    Case(to("/" + "a" * 3000), R.BAD_REDIRECT),
    Case(to("http://10.0.0.1/"), R.BLOCKED_ADDRESS),
    Case(to("http://inside.test/"), R.BLOCKED_ADDRESS),
    Case(to("http://good.test:22/"), R.BLOCKED_PORT),
    Case(to("http://no-such-name.test/"), R.DNS_ERROR),
    Case("/moved_with_body/long"),
    Case("/moved_with_body/chunked"),
    Case("/nowhere", R.BAD_REDIRECT),
    Case("/cookie_wall"),
    Case("/typed/refresh"),
]

STATUSES = [
    retried("/status/429/5", R.HTTP_429, 5),
    retried("/status/429/317100", R.HTTP_429, 86_400),
    retried("/status/429/-1", R.HTTP_429),
    retried("/status/429/Mon,_02_Mar_2020_10:00:00_GMT", R.HTTP_429),
    retried("/status/429", R.HTTP_429),
    retried("/status/503/120", R.HTTP_5XX, 120),
    retried("/status/503", R.HTTP_5XX),
    retried("/status/408", R.TIMEOUT),
    retried("/status/500", R.HTTP_5XX),
    retried("/status/502", R.HTTP_5XX),
    retried("/status/504", R.HTTP_5XX),
    *(retried(f"/status/{code}", R.HTTP_5XX) for code in (520, 521, 522, 523, 524, 529)),
    retried("/status/425", R.HTTP_4XX),
    retried("/status/529/30", R.HTTP_5XX, 30),
    retried("/status/530/30", R.HTTP_5XX, 30),
    Case("/status/525", R.HTTP_5XX),
    Case("/status/530", R.HTTP_5XX),
    Case("/status/501", R.HTTP_5XX),
    Case("/status/511", R.HTTP_5XX),
    Case("/status/203"),
    Case("/status/204", R.HTTP_4XX),
    Case("/status/206", R.HTTP_4XX),
    Case("/status/300", R.HTTP_4XX),
    Case("/status/304", R.HTTP_4XX),
    Case("/status/401", R.LOGIN_REQUIRED),
    Case("/status/402", R.PAYMENT_REQUIRED),
    Case("/status/403", R.HTTP_403),
    Case("/status/404", R.HTTP_404),
    Case("/status/410", R.HTTP_410),
    *(Case(f"/challenge/{code}", R.BOT_CHALLENGE) for code in (200, 403, 503)),
    *(Case(f"/challenge/403/{how}", R.BOT_CHALLENGE) for how in ("gzip", "endless", "silent")),
    Case("/status/418", R.HTTP_4XX),
    Case("/status/451", R.LEGAL_BLOCK),
    Case("/status/999", R.HTTP_4XX),
]

TYPES = [
    Case("/typed/pdf", R.UNSUPPORTED_TYPE),
    Case("/typed/endless-pdf", R.UNSUPPORTED_TYPE),
    Case("/typed/jpeg", R.UNSUPPORTED_TYPE),
    Case("/typed/json", R.UNSUPPORTED_TYPE),
    Case("/typed/feed", R.IS_FEED),
    Case("/typed/empty", R.NO_TEXT),
    *(
        Case(f"/typed/{name}")
        for name in (
            "no-type", "charset-wrong", "charset-invented", "charset-missing", "charset-quoted",
            "utf-16", "windows-1256", "gb18030", "euc-kr", "control",
        )
    ),
]  # fmt: skip

NAMES = [
    Case("http://no-such-name.test:{http}/good", R.DNS_ERROR),
    retried("http://broken-dns.test:{http}/good", R.DNS_ERROR),
    retried("http://good.test:{closed}/good", R.CONNECT_ERROR),
    Case("http://inside.test:{http}/good", R.BLOCKED_ADDRESS),
    Case("http://mapped.test:{http}/good", R.BLOCKED_ADDRESS),
    Case("http://mixed.test:{http}/good"),
    retried("http://mixed.test:{http}/silent", R.TIMEOUT),
]

CASES = [*SLOW, *MUCH, *PACKED, *HEADS, *FALSE, *TLS, *REDIRECTS, *STATUSES, *TYPES, *NAMES]
