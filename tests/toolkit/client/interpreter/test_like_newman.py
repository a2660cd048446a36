"""Scripts come to the same here as in newman's sandbox, and failed checks say the same. What newman's says is recorded."""

import json
from pathlib import Path

import pytest

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.scripts.outcome import Script
from tests.toolkit.client.interpreter.like_newman import CASES, RECORDED, event_of, scene_of

OTHER_WORDS = ("TypeError: ", "ReferenceError: ")
"""Errors of the language itself have other words in each interpreter."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_script_comes_to_the_same_as_in_newman(interpreter: Interpreter, case: Path) -> None:
    theirs = json.loads(RECORDED.read_text(encoding="utf-8"))[case.stem]
    outcome = interpreter.carry_out([Script(event_of(case), "", case.read_text(encoding="utf-8"))], scene_of(case))
    assert (outcome.error, outcome.notes) == ("", [])
    ours = [(result.name, result.passed, problem(result.problem)) for result in outcome.results]
    assert ours == [(name, passed, problem(text)) for name, passed, text in theirs["results"]]
    changes: dict[str, dict[str, list[object]]] = {scope: {} for scope in theirs["changes"]}
    for change in outcome.changes:
        changes[change.scope][change.name] = [] if change.unset else [change.value]
    assert changes == theirs["changes"]
    assert outcome.next_request == theirs.get("next", ...)
    if outcome.request is not None:
        outcome.request["url"].pop("raw")
        theirs["request"]["description"] = theirs["request"]["description"]["content"]
        assert outcome.request == theirs["request"]


def problem(text: str) -> str:
    """A problem without the words that are an interpreter's own."""
    return "" if text == "The script skips it." or text.startswith(OTHER_WORDS) else text
