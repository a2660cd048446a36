"""What a description in Markdown begins with."""

import pytest

from kaizala_nb.toolkit.display.prose import first_paragraph


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("", ""),
        ("Plain words of one\nparagraph.\n\nMore.", "Plain words of one paragraph."),
        ("# Tarot\n\n## About\n\n**All** the *cards*: `GET /cards`.\n\n| a | b |", "All the cards: GET /cards."),
        ("Tarot\n=====\nAll the cards.", "All the cards."),
        ("# Tarot #", "Tarot"),
        ("![logo](a.png)\n\n<p align='center'>A [library](https://a.example) &amp; more</p>", "A library & more"),
        (
            "| a | b |\n| --- | --- |\n\n---\n\n```\ncode\n\nmore\n```\n> Words, __strong__ ~~or~~ not.",
            "Words, strong or not.",
        ),
        ("- One thing\n- another", "One thing another"),
        ("2 * 3 * 4 of _id and snake_case_name\\_", "2 * 3 * 4 of _id and snake_case_name_"),
        ("<https://a.example> is it", "https://a.example is it"),
        ("&lt;b&gt; is bold", "<b> is bold"),
        ("[" * 9_000, "[" * 8_000),
    ],
)
def test_it_is_the_first_paragraph_without_its_marks(markdown, plain):
    assert first_paragraph(markdown) == plain
