"""An error is whole when it is raised: nothing is set on it afterwards, and what many of them say is written once."""

import ast
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

import kaizala_nb
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.runner.needs import steps_in_folders

PACKAGE = Path(kaizala_nb.__file__).parent
HOME = PACKAGE / "toolkit" / "client" / "errors.py"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != HOME]
OF_CLICK = {("toolkit/display/terminal.py", "trouble.message")}
"""Errors of click: whatever they are, only their sentence is made fit for a terminal, and click reads it off ``message``."""


def caught_or_raised(tree: ast.Module) -> set[str]:
    """The variables of a module that hold errors: those of ``except ... as`` and ``raise``, and those that are called so."""
    names = {"error", "trouble"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            names.add(node.exc.id)
    return names


def set_later(source: str) -> Iterator[str]:
    """Whatever a module sets on an error. Python's own (``__context__``) is no fact of it."""
    tree = ast.parse(source)
    names = caught_or_raised(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            if isinstance(node.value, ast.Name) and node.value.id in names and not node.attr.startswith("__"):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("setattr", "object.__setattr__"):
            if isinstance(node.args[0], ast.Name) and node.args[0].id in names:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_note":
            yield ast.unparse(node)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    send()\nexcept ApiError as refused:\n    refused.gathered = table\n    raise",
        "made = InputError('x')\nmade.problems = {}\nraise made",
        "def complete(error):\n    error.advice = advice\n    return error",
        "error.status += 1",
        "setattr(trouble, 'step', 'x')",
        "error.add_note('x')",
    ],
)
def test_what_is_set_later_would_be_found(source):
    assert list(set_later(source))


def test_nothing_is_set_on_an_error_after_it_was_made():
    found = {(str(path.relative_to(PACKAGE)), one) for path in MODULES for one in set_later(path.read_text())}
    assert found - OF_CLICK == set()


def test_that_nothing_was_sent_is_said_in_one_place():
    words = "Nothing: no request was sent."
    assert HOME.read_text().count(words) == 1
    assert [path for path in MODULES if words in path.read_text()] == []


def test_there_is_one_class_for_a_name_that_no_request_has():
    """Who handles it needs to know one: any other class for a name that is not there stands in the family, or is no request's."""
    found = {
        node.name
        for path in [HOME, *MODULES]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        & {"KeyError", "AttributeError", "LookupError"}
    }
    assert found == {"NotSettableError", "UnknownNameError", "UnknownStepError", "UnknownVariableError"}


def test_a_folder_that_there_is_not_is_an_error_of_the_family():
    with pytest.raises(errors.UnknownStepError, match=r"No folder is called 'Grups'\.") as unknown:
        steps_in_folders(collection, ["Grups"])
    assert "[2.0] Group management" in unknown.value.names
    assert unknown.value.advice.said == "Nothing: no request was sent."


def test_a_variable_that_there_is_not_is_an_error_with_a_suggestion():
    environment = Environment(collection)
    environment["library"] = "x"
    with pytest.raises(KeyError) as unknown:
        environment["libary"]
    assert str(unknown.value) == "No variable is called 'libary'. Did you mean 'library'?"
    assert "Setting a new name makes it." in unknown.value.as_text()


def test_a_copy_with_more_facts_leaves_what_was_raised_as_it_was():
    raised = errors.not_sent("It is missing.", "Give it.", problems={"title": "It is missing."})
    other = raised.but(gathered=[1])
    assert (raised.gathered, other.gathered) == (None, [1])
    assert (other.advice, other.problems, str(other)) == (raised.advice, raised.problems, str(raised))
    with pytest.raises(TypeError, match="has no colour"):
        raised.but(colour="red")


def test_an_error_without_advice_of_its_own_has_some_for_a_cell_and_for_a_form():
    trouble = errors.InputError("The number is none.")
    assert trouble.advice.todo == "Correct it, and run the cell again."
    assert trouble.in_form().advice.todo == "Correct it in the form, and press Send."


def test_what_has_nothing_to_do_with_a_request_says_nothing_of_one():
    """No service is in it: a file that cannot be written, a name that there is not, a pickle."""
    wrong = errors.not_sent("There is a file 'a.py' already.", "Give another name.")
    assert wrong.as_text().splitlines() == [
        "Something is missing or wrong",
        "What it means   There is a file 'a.py' already.",
        "What to do      Give another name.",
    ]
    of_request = errors.not_sent("title: It is empty.", "Give one.", step="Add a book")
    assert of_request.as_text().startswith("Not sent: Something is missing or wrong\nAdd a book\nThe service said")


def test_a_program_that_ends_in_one_shows_what_to_do_below_its_words():
    shown = "".join(traceback.format_exception(errors.not_sent("No name is given.", 'Give one: name="Emma"')))
    assert shown.endswith('InputError: No name is given.\nWhat to do: Give one: name="Emma"\n')
