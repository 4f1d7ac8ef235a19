"""What the page is told of articles and outcomes."""

import orjson

from services.console.tally import ARTICLES_KEPT, ARTICLES_TOLD, MINUTES_KEPT, Tally


def article(number: int, **more: object) -> bytes:
    return orjson.dumps(
        {"article_id": f"a{number}", "title": f"T {number}", "text": "long", **more}
    )


def outcome(kind: str = "failed", reason: str = "timeout") -> bytes:
    return orjson.dumps({"outcome": kind, "reason": reason})


def test_a_card_holds_what_the_list_shows_and_a_click_gives_the_whole() -> None:
    tally = Tally()
    tally.take_article(article(1, language="fa"))
    (card,) = tally.news()
    assert (card["title"], card["language"]) == ("T 1", "fa")
    assert "text" not in card
    assert tally.article("a1") == article(1, language="fa")
    assert tally.article("a2") is None


def test_news_are_told_once_and_only_the_newest_of_a_flood() -> None:
    tally = Tally()
    for number in range(ARTICLES_TOLD + 7):
        tally.take_article(article(number))
    assert tally.news()[0]["article_id"] == "a7"
    assert tally.news() == []


def test_of_an_article_s_revisions_the_latest_alone_is_told_in_its_new_place() -> None:
    tally = Tally()
    for number, revision in ((1, 1), (2, 1), (1, 2)):
        tally.take_article(article(number, revision=revision))
    for told in (tally.newest(), tally.news()):
        assert [(card["article_id"], card["revision"]) for card in told] == [("a2", 1), ("a1", 2)]


def test_memory_is_bounded() -> None:
    tally = Tally()
    for number in range(ARTICLES_KEPT + 10):
        tally.take_article(article(number))
    assert len(tally.newest()) == ARTICLES_KEPT
    assert tally.article("a9") is None
    for minute in range(MINUTES_KEPT + 10):
        tally.take_outcome(outcome(), minute * 60_000)
    last = (MINUTES_KEPT + 9) * 60_000
    assert tally.outcomes(last)["reasons"][0]["minutes"] == [1] * MINUTES_KEPT
    assert tally.outcomes(last - 15 * 60_000)["reasons"][0]["minutes"][:16] == [0] * 15 + [1]


def test_outcomes_are_counted_by_reason_and_minute() -> None:
    tally = Tally()
    tally.take_outcome(outcome(), 61_000)
    tally.take_outcome(outcome(), 119_999)
    tally.take_outcome(outcome("published", "new"), 120_000)
    told = tally.outcomes(125_000)
    assert told["since"] == (2 - MINUTES_KEPT + 1) * 60
    timeouts, new = told["reasons"]
    assert (timeouts["outcome"], timeouts["reason"], timeouts["count"]) == ("failed", "timeout", 2)
    assert (timeouts["minutes"][-2:], new["minutes"][-2:]) == ([2, 0], [0, 1])


def test_what_is_older_than_an_hour_is_counted_no_more() -> None:
    tally = Tally()
    tally.take_outcome(outcome(), 0)
    assert tally.outcomes((MINUTES_KEPT - 1) * 60_000)["reasons"][0]["count"] == 1
    assert tally.outcomes(MINUTES_KEPT * 60_000)["reasons"] == []


def test_what_is_neither_is_left_out() -> None:
    tally = Tally()
    for value in (b"", b"\xff", b"[]", b"1", b"null", b"{}"):
        tally.take_article(value)
        tally.take_outcome(value, 0)
    assert (tally.newest(), tally.outcomes(0)["reasons"]) == ([], [])


def test_an_article_that_went_is_forgotten_and_told_until_it_comes_back() -> None:
    tally = Tally()
    for number in (1, 2):
        tally.take_article(article(number))
    tally.forget("a1")
    assert tally.article("a1") is None
    assert [card["article_id"] for card in tally.newest()] == ["a2"]
    assert [card["article_id"] for card in tally.news()] == ["a2"]
    assert (tally.newly_gone(), tally.newly_gone()) == (["a1"], [])
    assert tally.gone() == ["a1"]
    assert tally.is_gone("a1")
    tally.take_article(article(1))
    assert (tally.gone(), tally.article("a1")) == ([], article(1))


def test_what_went_is_remembered_within_bounds() -> None:
    tally = Tally()
    for number in range(ARTICLES_KEPT + 10):
        tally.forget(f"a{number}")
    assert len(tally.gone()) == ARTICLES_KEPT
    assert not tally.is_gone("a9")
