"""W3C Trace Context as clients send it: kept where it is well-formed, ignored where it is not."""

import pytest

from schemas.passport import Passport
from schemas.trace.context import child, made_parent, read_traceparent, read_tracestate
from tests.support.whole_way import AT

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GOOD = {
    f"00-{TRACE}-{SPAN}-01": f"00-{TRACE}-{SPAN}-01",
    f"00-{TRACE}-{SPAN}-00": f"00-{TRACE}-{SPAN}-00",
    f"00-{TRACE}-{SPAN}-ff": f"00-{TRACE}-{SPAN}-03",
    f"cc-{TRACE}-{SPAN}-01": f"00-{TRACE}-{SPAN}-01",
    f"cc-{TRACE}-{SPAN}-01-what-the-future-says": f"00-{TRACE}-{SPAN}-01",
}
MALFORMED = [
    "",
    "x",
    f"ff-{TRACE}-{SPAN}-01",
    f"00-{TRACE}-{SPAN}-01-more",
    f"cc-{TRACE}-{SPAN}-01.more",
    f"00-{TRACE.upper()}-{SPAN}-01",
    f"00-{'0' * 32}-{SPAN}-01",
    f"00-{TRACE}-{'0' * 16}-01",
    f"00-{TRACE[1:]}-{SPAN}-01",
    f"00-{TRACE}-{SPAN}",
    f" 00-{TRACE}-{SPAN}-01",
    f"00-{TRACE}-{SPAN}-01\n",
    f"00-{TRACE}-{SPAN}-0\u0661",
]


@pytest.mark.parametrize(("sent", "read"), GOOD.items())
def test_a_well_formed_parent_is_read_as_the_version_that_we_speak(sent: str, read: str) -> None:
    assert str(read_traceparent(sent)) == read


@pytest.mark.parametrize("sent", MALFORMED)
def test_a_malformed_parent_is_none(sent: str) -> None:
    assert read_traceparent(sent) is None


def test_a_state_is_kept_as_it_came_unless_it_is_too_long_or_not_text() -> None:
    assert read_tracestate("rojo=00f067,congo=t61 ") == "rojo=00f067,congo=t61 "
    assert read_tracestate("a" * 512) == "a" * 512
    for bad in ("", "a" * 513, "a=\u00e9", "a=\n", None):
        assert read_tracestate(bad) is None


def test_the_same_submission_has_the_same_trace_and_another_one_another() -> None:
    assert made_parent("sub-1") == made_parent("sub-1")
    assert made_parent("sub-1").trace_id != made_parent("sub-2").trace_id
    assert read_traceparent(str(made_parent("sub-1"))) == made_parent("sub-1")


def test_a_child_stays_in_the_trace_with_its_flags_and_is_the_same_for_the_same_names() -> None:
    parent = read_traceparent(f"00-{TRACE}-{SPAN}-00")
    assert parent is not None
    one, again, other = child(parent, "a"), child(parent, "a"), child(parent, "b")
    assert (one.trace_id, one.flags) == (TRACE, 0)
    assert one == again != other
    assert len({one.span_id, other.span_id, SPAN}) == 3


def test_a_passport_with_a_malformed_trace_is_read_without_it() -> None:
    told = {"submission_id": "sub-1", "submitted_url": "u", "submitted_at": AT}
    for bad in ("x", 7, None, ["00"]):
        passport = Passport.model_validate({**told, "traceparent": bad, "tracestate": bad and 7})
        assert (passport.traceparent, passport.tracestate) == (None, None)
        assert passport.trace_parent == made_parent("sub-1")
