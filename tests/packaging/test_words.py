"""The toolkit serves any collection, and so it says no word of Kaizala: not in a name, a sentence or a default."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.tracked import ROOT

FORBIDDEN = re.compile(r"kaizala|(?<![a-z])pins?(?![a-z])|connector|subscriber", re.IGNORECASE)
OWN_NAME = re.compile(r"kaizala[-_]nb")
"""The package may say its own name."""

GROUP = re.compile(r"(?<![\w.])groups?(?!\w)", re.IGNORECASE)
"""A group is one of Kaizala's where a learner reads the word; in the code it may be anything, as it may in HTML."""

SOURCES = sorted(
    path for path in (ROOT / "kaizala_nb" / "toolkit").rglob("*") if path.is_file() and "__pycache__" not in path.parts
)
every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "kaizala_nb")))


def words_of_kaizala(path: Path) -> list[str]:
    """The lines of a file that say one, and its own name where that does."""
    lines = [path.name, *path.read_text(encoding="utf-8").splitlines()]
    return [
        f"{number}: {line.strip()}" for number, line in enumerate(lines) if FORBIDDEN.search(OWN_NAME.sub("", line))
    ]


def sentences(source: str) -> Iterator[str]:
    """The texts of Python code that have several words, docstrings among them; of an f-string, the parts between its values."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def sentences_of_groups(source: str) -> list[str]:
    return [text for text in sentences(source) if GROUP.search(text) and 'role="group"' not in text]


@every_source
def test_the_toolkit_says_no_word_of_kaizala(path):
    assert not words_of_kaizala(path)


@every_source
def test_no_sentence_of_the_toolkit_speaks_of_groups(path):
    assert path.suffix != ".py" or not sentences_of_groups(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "words",
    ["Kaizala did not answer", "the PIN of the SMS", "_pins = 1", "a Connector", "subscribers", "KAIZALA_TOKEN"],
)
def test_the_rule_sees_what_it_looks_for(tmp_path, words):
    path = tmp_path / "module.py"
    path.write_text(f"x = 1\n# {words}\n")
    assert words_of_kaizala(path) == [f"2: # {words}"]


@pytest.mark.parametrize("words", ["import kaizala_nb", "kaizala-nb run", "spinning", "pinned", "groups"])
def test_the_rule_leaves_other_words_alone(tmp_path, words):
    path = tmp_path / "module.py"
    path.write_text(f"# {words}\n")
    assert not words_of_kaizala(path)


def test_the_name_of_a_file_is_read_too(tmp_path):
    path = tmp_path / "pin.py"
    path.touch()
    assert words_of_kaizala(path) == ["0: pin.py"]


@pytest.mark.parametrize(
    "code",
    [
        '"""What a group is."""',
        'say("No group of yours.")',
        'say(f"{count} groups of {name}")',
        'say(f"{name:>3}" "of Group 1")',
        "f\"{f'the group {name}'}\"",
    ],
)
def test_a_sentence_of_groups_is_seen(code):
    assert sentences_of_groups(code)


@pytest.mark.parametrize(
    "code", ['found.group("name")', "group_by = 1", "say('The grouped rows.')", 'f" role="', "# a group\n"]
)
def test_other_groups_are_left_alone(code):
    assert not sentences_of_groups(code)
