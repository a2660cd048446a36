"""What an ``Api`` of a file shows of itself."""

import json

import pytest

from kaizala_nb import Api


@pytest.fixture
def shown(tmp_path):
    """The text of an Api whose collection has this description."""

    def _shown(doc, bearer="x1y2z3"):
        file = tmp_path / "library.json"
        one = {"name": "One", "request": {"method": "GET", "url": "https://library.example/books"}}
        one["request"]["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": bearer}]}
        file.write_text(json.dumps({"info": {"name": "City library", "description": doc}, "item": [one]}))
        api = Api.from_postman(file)
        text = api._repr_mimebundle_()["text/plain"]
        api.close()
        return text

    return _shown


def test_of_a_long_description_it_shows_the_first_paragraph_as_plain_text(shown):
    text = shown("## Library\n\n**All** the `books`.\n\n| a | b |\n| --- | --- |\n" + "| c | d |\n" * 100)
    assert " All the books. All of it: api.collection.doc\n" in text
    assert "|" not in text
    assert "All of it" not in shown("All the books.")
    assert "Description" not in shown(" ")


def test_a_secret_in_it_is_masked_though_it_looks_like_markdown(shown):
    text = shown("Send **s3cr3t_*of*-it**, or *s3*.", "s3cr3t_*of*-it")
    assert "s3cr3t" not in text
