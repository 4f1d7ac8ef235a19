"""The two forms of a page that words are searched in."""

from services.extract.markup.visible_html import text_between_tags, without_programs


def test_a_word_of_an_attribute_is_not_between_the_tags() -> None:
    visible = without_programs(b'<p class="comments" title="views">12 readers</p>')
    assert b"12 readers" in text_between_tags(visible)
    assert b"comments" not in text_between_tags(visible)
    assert b"views" not in text_between_tags(visible)


def test_text_before_the_first_tag_and_beside_stray_marks_is_between_the_tags() -> None:
    text = text_between_tags(without_programs(b"Updated<b>4 > 3</b>Published<br>Modified"))
    for word in (b"Updated", b"4 > 3", b"Published", b"Modified"):
        assert word in text


def test_words_of_two_pieces_do_not_become_one() -> None:
    assert b"Published" not in text_between_tags(without_programs(b"Publ<b></b>ished"))


def test_a_script_is_not_searched() -> None:
    assert b"Updated" not in text_between_tags(
        without_programs(b"<p>a</p><script>Updated</script>")
    )
