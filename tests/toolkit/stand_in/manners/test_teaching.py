"""Manners are switched on by name, with options that are checked, and off again."""

import json
import re
from pathlib import Path

import pytest

from kaizala_nb import Collection
from kaizala_nb.serving.secrecy import MASK
from kaizala_nb.toolkit.stand_in.manners import NAMES
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.toolkit.stand_in.manners.conftest import LIBRARY, Door

URL = "http://127.0.0.1:9/hook"


def test_none_is_on_at_first_and_answers_are_those_of_the_examples(library: Door) -> None:
    assert library.manners.taught == {}
    reply = library("GET", "/books?page=1&per_page=1")
    assert len(reply.json()["data"]) == 2
    assert not {"Link", "ETag", "RateLimit-Limit"} & set(reply.headers)


def test_each_is_switched_on_with_its_usual_options_and_off_again(library: Door) -> None:
    for name in NAMES:
        library.manners.teach(name, **({"url": URL} if name == "webhook" else {}))
    taught = library.manners.taught
    assert set(taught) == set(NAMES)
    assert taught["paging"] == {"size": 20, "most": 100, "cursor": False}
    assert taught["webhook"]["secret"] == MASK
    library.manners.teach("paging", size=5)
    assert library.manners.taught["paging"] == {"size": 5, "most": 100, "cursor": False}
    for name in NAMES:
        library.manners.forget(name)
    assert library.manners.taught == {}


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("pagging", {}, "There is no manner 'pagging'. Did you mean \"paging\"? There are: paging, location,"),
        (
            "paging",
            {"sice": 3},
            'The manner "paging" has no option \'sice\'. Did you mean "size"? It has: size, most, cursor.',
        ),
        ("location", {"x": 3}, "The manner \"location\" has no option 'x'. It has no options."),
        ("paging", {"size": "3"}, 'The option "size" of "paging" must be a whole number, and is \'3\'.'),
        ("paging", {"size": True}, 'The option "size" of "paging" must be a whole number, and is True.'),
        ("paging", {"size": 0}, 'The option "size" of "paging" must be between 1 and 10000, and is 0.'),
        (
            "limit",
            {"seconds": float("nan")},
            'The option "seconds" of "limit" must be between 1 and 86400, and is nan.',
        ),
        ("limit", {"prefix": "X Y"}, '"prefix" must be letters and hyphens'),
        ("conditional", {"required": "yes"}, "must be True or False, and is 'yes'."),
        ("idempotency", {"header": "A\r\nB"}, '"header" must be the name of a header'),
        ("webhook", {}, 'The manner "webhook" needs the option "url".'),
        ("webhook", {"url": "http://10.0.0.1/"}, "calls no host but this computer"),
        ("webhook", {"url": "file:///etc/passwd"}, "it is no http or https URL"),
        ("webhook", {"url": URL, "format": "{hex}\r\nX: y"}, '"format" must have'),
        ("webhook", {"url": URL, "format": "{hex.__class__}"}, '"format" must have'),
        ("webhook", {"url": URL, "signed": "{timestamp}"}, '"signed" must have {body} in it'),
        ("webhook", {"url": URL, "secret": ""}, '"secret" must not be empty'),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence_and_nothing_changes(name: str, options: dict, words: str) -> None:
    stand_in = StandIn(Collection.from_postman(LIBRARY))
    stand_in.manners.teach("paging", size=5)
    with pytest.raises(ValueError, match=re.escape(words)):
        stand_in.manners.teach(name, **options)
    assert stand_in.manners.taught == {"paging": {"size": 5, "most": 100, "cursor": False}}
    stand_in.close()


def test_what_is_taught_survives_in_the_file_of_the_state(tmp_path: Path) -> None:
    database = str(tmp_path / "state.db")
    stand_in = StandIn(Collection.from_postman(LIBRARY), database=database)
    stand_in.manners.teach("paging", size=5)
    stand_in.close()
    again = StandIn(Collection.from_postman(LIBRARY), database=database)
    assert again.manners.taught == {"paging": {"size": 5, "most": 100, "cursor": False}}
    again.close()


def test_a_snapshot_holds_what_is_taught_and_what_it_remembers(library: Door) -> None:
    library.manners.teach("limit", calls=3)
    library.manners.teach("idempotency")
    library.manners.teach("webhook", url=URL, tries=1)
    key = {"Idempotency-Key": "one"}
    library("POST", "/books", json={"title": "The Glass Harbour"}, headers=key)
    snapshot = json.loads(json.dumps(library.stand_in.snapshot()))
    taught = library.manners.taught
    library.stand_in.reset()
    assert library.manners.taught == {}
    assert library.manners.deliveries() == []
    library.stand_in.restore(snapshot)
    assert library.manners.taught == taught
    again = library("POST", "/books", json={"title": "The Glass Harbour"}, headers=key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["RateLimit-Remaining"] == "1"
    assert len(library.manners.deliveries()) == 1


@pytest.mark.parametrize("options", ['{"size": "x"}', "[]", "{", '{"unknown": 1}'])
def test_a_strange_snapshot_spoils_nothing(library: Door, options: str) -> None:
    library.manners.teach("paging")
    library.manners.teach("conditional")
    snapshot = json.loads(json.dumps(library.stand_in.snapshot()))
    rows = snapshot["tables"]["manner_taught"]
    rows[0 if rows[0]["name"] == "paging" else 1]["options"] = options
    rows.append({"name": "of another version", "options": "{}"})
    library.stand_in.restore(snapshot)
    assert set(library.manners.taught) == {"conditional"}
    assert library("GET", "/books/17").headers["ETag"]
