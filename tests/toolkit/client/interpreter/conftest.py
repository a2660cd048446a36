"""One interpreter for the tests of a file: its process is started once. No script of theirs runs out of time."""

from collections.abc import Iterator

import pytest

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from tests.patience import DEADLINE
from tests.toolkit.client.interpreter.stage import said


@pytest.fixture(scope="module")
def interpreter() -> Iterator[Interpreter]:
    one = Interpreter(lambda request: said(), seconds=DEADLINE)
    yield one
    one.close()
