"""Tables are made in one place: in all other modules nothing makes a DataFrame, or a time of pandas."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import kaizala_nb
from kaizala_nb.toolkit import tables
from tests.toolkit.tables.conftest import ASHA

PACKAGE = Path(kaizala_nb.__file__).parent
HOME = PACKAGE / "toolkit" / "tables"
PANDAS = ("pandas", "numpy", "pyarrow", "kaizala_nb.toolkit.tables.table")
"""What a table can be made with."""
CONVERTS = {"DataFrame", "Table", "to_datetime", "Timestamp", "convert_dtypes"}


def for_types_alone(tree: ast.Module) -> set[ast.AST]:
    """What stands under ``if TYPE_CHECKING:``."""
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {below for node in tests for part in node.body for below in ast.walk(part)}


def makers(source: str) -> Iterator[str]:
    """Whatever in a module makes a table, or could."""
    tree = ast.parse(source)
    skipped = for_types_alone(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        names = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        yield from (name for name in names if any(name == one or name.startswith(f"{one}.") for one in PANDAS))
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in CONVERTS:
                yield f"{called}()"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("datetime64["):
            yield node.value


@pytest.mark.parametrize(
    "made",
    [
        "import pandas as pd",
        "def df(self):\n    from pandas import DataFrame",
        "from kaizala_nb.toolkit.tables.table import Table",
        "from kaizala_nb.toolkit.tables import table",
        "Table([])",
        "pd.to_datetime(1)",
        "held.astype({'at': 'datetime64[us, UTC]'})",
    ],
)
def test_a_second_place_would_be_found(made):
    assert list(makers(made))


def test_an_annotation_makes_nothing():
    source = (
        'if TYPE_CHECKING:\n    import pandas as pd\ndef df(self) -> "pd.DataFrame":\n    return tables.rows([], {})'
    )
    assert not list(makers(source))


def test_no_table_is_made_anywhere_else():
    elsewhere = {
        str(path.relative_to(PACKAGE)): found
        for path in PACKAGE.rglob("*.py")
        if HOME not in path.parents and (found := list(makers(path.read_text())))
    }
    assert elsewhere == {}


TIME = "datetime64[ms, UTC]"
TIMES = {
    "tokens": ["accessTokenExpiry"],
    "subscribers": [],
    "waited": ["at"],
    "responses": ["responseTime", "When?"],
    "groups": [],
    "cards": ["sentAt", "expiryDate"],
    "sign in": ["valid until"],
    "sms": ["at"],
    "chats": ["at"],
    "journal": ["at"],
    "deliveries": ["due"],
    "connectors": [],
    "inbox": ["at"],
    "attempts": ["at"],
    "page": [],
    "checks": [],
    "empty": [],
}
"""The columns of times of every table that a notebook can get."""
GIVE_TABLES = {
    *("Reply.df", "Reply.diff", "Pages.df", "SubscriberTable.__call__", "SignInReplies.df", "SignInVisit.df"),
    *("Phone.sms", "Phone.chats", "Sandbox.journal", "Sandbox.deliveries", "Connectors.connectors"),
    *("Inbox.df", "Inbox.attempts", "Inbox.wait"),
    *("Checks.df", "Journal.df", "Recorded.journal", "Report.df", "Workbench.report", "Workbench.run"),
    *("Sandbox.manners", "Stopwatch.df"),
}
"""All that gives one: the tables above are theirs."""


def test_times_are_of_one_type_in_every_table(shown):
    found = {
        name: [column for column in table if "datetime" in str(table[column].dtype)] for name, table in shown.items()
    }
    assert found == TIMES
    for name, table in shown.items():
        assert {str(table[column].dtype) for column in TIMES[name]} <= {TIME}, name


def test_the_other_columns_are_of_few_types(shown):
    """A text is of the same type wherever it stands, and so is a number."""
    kinds = {str(kind) for table in shown.values() for kind in table.dtypes}
    assert kinds == {TIME, "string", "Int64", "boolean", "object"}


def test_no_table_of_a_notebook_was_forgotten():
    """Whatever a class outside of ``tables`` gives as a DataFrame is one of the tables above."""
    gives = set()
    for path in PACKAGE.rglob("*.py"):
        if "tables" in path.parts:
            continue
        for made in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ClassDef)):
            for method in made.body:
                returned = getattr(method, "returns", None)
                public = not getattr(method, "name", "_").startswith("_") or getattr(method, "name", "") == "__call__"
                if public and returned is not None and re.search("DataFrame|Timeline", ast.unparse(returned)):
                    gives.add(f"{made.name}.{method.name}")
    assert gives == GIVE_TABLES


def test_no_millisecond_is_lost_on_the_way(kaizala):
    """What the service says in milliseconds is in the table to the millisecond."""

    def told(table) -> list[int]:
        return [int(moment.timestamp() * 1000 + 0.5) for moment in table["at"]]

    kaizala.content.send_message(message="Hello")
    assert told(kaizala.sandbox.journal) == [call["at"] for call in kaizala.sandbox.calls]
    assert any(moment % 1000 for moment in told(kaizala.sandbox.journal))
    asha = kaizala.phone(ASHA)
    assert told(asha.chats) == [chat["at"] for chat in asha.read()["chats"]]


ODD = {"name": 5, "count": 2**70, "at": "soon", "said": ["a"]}
KINDS = {"said": "string", "name": "string", "count": "integer", "at": "time", "sure": "boolean", "rest": "object"}


def test_records_are_a_table_of_just_these_columns():
    one = {"at": 1_500_000_000_001, "name": "x", "sure": True, "rest": [1], "count": 3, "beside": 1, "said": None}
    table = tables.rows([one, {}], KINDS)
    assert list(table.columns) == list(KINDS)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        name: {"integer": "Int64", "time": TIME}.get(kind, kind) for name, kind in KINDS.items()
    }
    assert table["at"][0] == pd.Timestamp(1_500_000_000_001, unit="ms", tz="UTC")
    assert table["rest"][0] == [1]
    assert table.loc[1].isna().all()


def test_without_records_the_columns_have_the_same_types():
    some = tables.rows([{}], KINDS).dtypes
    assert (tables.rows([], KINDS).dtypes == some).all()


def test_what_is_of_another_kind_spoils_nothing():
    """What a stranger sends to the inbox may be anything."""
    table = tables.rows([ODD], KINDS)
    assert table.loc[0, ["name", "said"]].tolist() == ["5", "['a']"]
    assert table["count"].tolist() == [2**70]
    assert table["at"].isna().all()
    assert str(table["at"].dtype) == TIME
