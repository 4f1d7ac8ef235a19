"""What is taken out of a text to stand alone."""

import pytest

from services.text.whole_sentences import whole_sentences


@pytest.mark.parametrize(
    ("language", "line", "first"),
    [
        ("pt", '"Foi um dia lindo. Nunca vou esquecer", disse Ana. Depois ela saiu.',
         '"Foi um dia lindo. Nunca vou esquecer", disse Ana.'),
        ("de", "Sie sagt: „Das ist gut. Es bleibt so.“ Dann ging sie nach Hause.",
         "Sie sagt: „Das ist gut. Es bleibt so.“"),
        ("fr", "« Le pont est sûr. Il le restera », assure le maire. La rue rouvre.",
         "« Le pont est sûr. Il le restera », assure le maire."),
        ("fa", "او گفت: «بازی خوبی بود. ما بردیم.» سپس رفت.", "او گفت: «بازی خوبی بود. ما بردیم.»"),
        ("ja", "市長は「橋は古い。来年直す」と話した。市民は喜んだ。",
         "市長は「橋は古い。来年直す」と話した。"),
        ("zh", "“河水涨得很快。”村长在会上表示。桥没有坏。", "“河水涨得很快。”村长在会上表示。"),
        ("de", "Köln. Am Montag blieb die Brücke zu. Am Dienstag auch.",
         "Köln. Am Montag blieb die Brücke zu."),
        ("es", "Pregunta. ¿Por qué volvió al pueblo? Nadie lo sabe.",
         "Pregunta. ¿Por qué volvió al pueblo?"),
        # a mark that never closes opens nothing: inches, a quotation that goes on in the next line
        ("en", 'The 27" screen broke. A new one came.', 'The 27" screen broke.'),
        ("en", "“It went on and on. Nobody slept.", "“It went on and on."),
        ("en", "The dam held. Nobody was hurt.", "The dam held."),
    ],
)  # fmt: skip
def test_a_sentence_is_no_half_of_a_quotation_and_no_label(
    language: str, line: str, first: str
) -> None:
    assert whole_sentences(line, language)[0] == first
    assert len(whole_sentences(line, language)) > 1 or first == line
