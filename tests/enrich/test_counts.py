import pytest

from services.enrich.counts import COUNTED_CHARACTERS, count


@pytest.mark.parametrize(
    ("text", "words", "seconds"),
    [
        ("", 0, 0),
        ("…", 0, 0),
        ("word", 1, 1),
        ("word " * 230, 230, 60),
        ("The U.S. can't pay 3.5 million – or won’t.", 8, 3),
        ("خانه‌های بزرگ", 2, 1),
        ("汉" * 450, 450, 60),
        ("新しいペンギン館。", 8, 2),
        ("한국어 문장 하나", 3, 1),
        ("Apple发布了iPhone新品", 7, 2),
        ("ก" * 1150, 230, 60),
    ],
    ids=lambda value: str(value)[:20],
)
def test_words_and_characters_are_counted_at_their_own_speed(
    text: str, words: int, seconds: int
) -> None:
    counts = count(text)
    assert (counts.word_count, counts.reading_seconds) == (words, seconds)


def test_a_very_long_text_is_counted_in_proportion() -> None:
    text = "word " * (COUNTED_CHARACTERS // 5)
    assert count(text * 5).word_count == 5 * count(text).word_count
