"""What holds for the rooms of the emulator, read off their text."""

import ast
import re
from pathlib import Path

import kaizala_nb.emulator

EMULATOR = Path(kaizala_nb.emulator.__file__).parent
STORE = EMULATOR / "store"
SQL = re.compile(
    r"\b(SELECT\b.+|INSERT\b.+\bINTO|UPDATE\b.+\bSET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s+\w+)", re.DOTALL
)


def texts_with_sql(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if SQL.search(text)]


def test_all_sql_stands_in_the_store():
    with_sql = {file for file in EMULATOR.rglob("*.py") if texts_with_sql(file)}
    assert {file.relative_to(EMULATOR) for file in with_sql if STORE not in file.parents} == set()
    assert len(with_sql) > 5, "it finds the SQL of the store"
