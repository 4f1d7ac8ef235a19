from typing import Any

import pytest

from services.extract.markup.document import parse
from services.extract.markup.json_repair import parse_all
from services.extract.markup.jsonld import first_text, rank, read_jsonld, texts

GOOD = '{"@type": "NewsArticle", "headline": "Bridge opens"}'


def first_value(text: str) -> Any:
    return next(iter(parse_all(text)), None)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\n  {GOOD}\n",
        f"<!-- {GOOD} -->",
        f"//<![CDATA[\n{GOOD}\n//]]>",
        f"/*<![CDATA[*/ {GOOD} /*]]>*/",
        f"{GOOD};",
        f"{GOOD}\n{GOOD}",
        '{"@type": "NewsArticle", "headline": "Bridge opens",}',
        '{"@type": "NewsArticle",, "headline": "Bridge opens"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "tags": ["a", "b",],}',
        '{"@type": "NewsArticle"\n"headline": "Bridge opens"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "text": "line\nbreak\tand tab"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "text": "it\\\'s"}',
        GOOD.replace('"', "&quot;"),
        GOOD.replace('"', "&#8220;"),
        "{“@type”: “NewsArticle”, „headline“: “Bridge opens”}".replace("“:", "”:"),
        "{'@type': 'NewsArticle', 'headline': 'Bridge opens', 'text': 'its keeper\u2019s'}",
        "{'@type': 'NewsArticle', 'isAccessibleForFree': True, 'headline': 'Bridge opens'}",
        '{@type: "NewsArticle", headline: "Bridge opens", tags: ["a"]}',
        '"{\\"@type\\": \\"NewsArticle\\", \\"headline\\": \\"Bridge opens\\"}"',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "text": "a "quote" inside"}',
        '{"@type": "NewsArticle", "headline": "Bridge opens", "author": {"name": ',
    ],
)
def test_json_as_templates_break_it_is_still_read(text: str) -> None:
    node = first_value(text)
    assert node["@type"] == "NewsArticle"
    assert node["headline"] == "Bridge opens"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Caf\u00e9 \u2013 neu", "Café – neu"),
        (r"\u06a9\u0634\u062a\u06cc \ud83d\udea2", "کشتی 🚢"),
        (r"The \"quay\" \/ pier", 'The "quay" / pier'),
        (r"Pier\tand\nquay", "Pier\tand\nquay"),
        (r"C:\\pier", r"C:\pier"),
        (r"It\'s a caf\u00e9", r"It\'s a café"),
        (r"broken \u12 and \"whole\"", r'broken \u12 and "whole"'),
    ],
)
def test_the_escapes_of_salvaged_fields_are_read(written: str, meant: str) -> None:
    node = first_value(
        f'{{"@type": "NewsArticle", "headline": "{written}", "text": "a "quote" inside", '
        f'"author": {{"@type": "Person", "name": "{written}"}}, oops'
    )
    assert node["headline"] == meant
    assert node["author"]["name"] == meant


@pytest.mark.parametrize("text", ["", "not json", "[", '{"a": ' * 3000, '{"@type": "Event", oops}'])
def test_what_is_no_article_at_all_is_nothing(text: str) -> None:
    assert not isinstance(first_value(text), dict)


def test_a_broken_object_behind_a_whole_one_is_read() -> None:
    site = '{"@type": "Organization", "name": "Harbour Post"}'
    broken = '{"@type": "NewsArticle", "headline": "Bridge opens", "text": "a "quote" inside"}'
    assert [node["@type"] for node in parse_all(f"{site}\n{broken}")] == [
        "Organization",
        "NewsArticle",
    ]


def test_nodes_in_graphs_lists_and_main_entities_are_found_flat() -> None:
    tree = parse(
        """<html><head><script type="application/ld+json">
        [{"@graph": [{"@type": "WebSite", "name": "S"}, {"@type": ["Article", "NewsArticle"]}]},
         {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting"}}]
        </script></head><body></body></html>"""
    )
    assert tree is not None
    kinds = [node["@type"] for node in read_jsonld(tree.iter("script")) if "@type" in node]
    assert kinds == ["WebSite", ["Article", "NewsArticle"], "WebPage", "BlogPosting"]


ARTICLE = '{"@type": "NewsArticle", "headline": "Bridge opens"}'


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Thing"} | %s',
        '{"@type": "Thing"}}\n%s',
        '{"@type": "Thing"}<br />\n%s',
        '{"@type": "DataFeed", "dataFeedElement": [{"item": %s}]}',
        '{"@type": "ImageObject", "associatedArticle": %s}',
        '{"@type": "CreativeWork", "workExample": %s}',
        '{"@type": "Comment", "parentItem": %s}',
        '{"@type": "Person", "@reverse": {"author": %s}}',
        '{"@graph": [{"hasPart": {"mainEntity": {"mainContentOfPage": {"hasPart": [%s]}}}}]}',
    ],
)
def test_an_article_is_found_behind_and_within_other_nodes(text: str) -> None:
    tree = parse(f'<script type="application/ld+json">{text % ARTICLE}</script>'.encode())
    assert tree is not None
    found = [node.get("headline") for node in read_jsonld(tree.iter("script"))]
    assert "Bridge opens" in found


def test_properties_written_as_addresses_are_read_and_type_without_its_sign() -> None:
    node = (
        '{"type": "NewsArticle", "http://schema.org/headline": [{"@value": "Bridge opens"}],'
        ' "http://schema.org/author": [{"http://schema.org/name": [{"@value": "Jane Doe"}]}]}'
    )
    tree = parse(f'<script type="application/ld+json">{node}</script>'.encode())
    assert tree is not None
    article = next(iter(read_jsonld(tree.iter("script"))))
    assert rank(article) == 2
    assert first_text([article], "headline") == "Bridge opens"
    assert texts(article["author"]) == ["Jane Doe"]
