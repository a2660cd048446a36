"""How IPython shows our errors, and tables and JSON that hold our secrets.

A notebook shows an error of the family as a panel, not as a traceback: IPython takes one handler for some kinds of exceptions. The
cell still counts as failed, so Run All stops there. ``pd.Series(api.environment)`` and ``JSON(reply.json)`` show a text without its
repr. So the secrets in tables of pandas, and in the ``JSON`` of IPython, are masked here.
"""

import sys
from types import TracebackType
from typing import Any

from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.masking import MASK, Secret, is_known

_TABLES = {"Series": "series", "DataFrame": "frame", "Index": "indexes.base"}
"""The tables of pandas, each with its file. Before pandas 3 a table names its file as its module."""


def set_up_ipython() -> None:
    """Teach IPython, if it runs this code, to show things as above. It keeps a handler or a printer that somebody else has set."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return
    if not shell.custom_exceptions or shell.custom_exceptions == (NameError,):  # those of a kernel that has not begun
        shell.set_custom_exc((ApiError,), _show)
    formatters = shell.display_formatter.formatters
    _add(formatters["application/json"], "IPython.core.display", "JSON", _json)
    for name, file in _TABLES.items():
        for module in ("pandas", f"pandas.core.{file}"):
            _add(formatters["text/plain"], module, name, _table_text)
            _add(formatters["text/html"], module, name, _table_html)


def _add(formatter: Any, module: str, name: str, show: Any) -> None:
    kind = getattr(sys.modules.get(module), name, None)
    printers = formatter.type_printers if kind else formatter.deferred_printers
    if (kind or (module, name)) not in printers:
        formatter.for_type_by_name(module, name, show)


def _show(
    shell: Any, kind: type[ApiError], error: ApiError, trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    from IPython.display import display

    # display(error) would show the text in IPython's own way
    display(error._repr_mimebundle_(), raw=True)
    return []


def _json(display_object: Any) -> Any:
    """What IPython's ``JSON`` shows, masked: the data, or a tuple of the data and metadata."""
    data = display_object._repr_json_()
    return (_masked(data[0]), data[1]) if isinstance(data, tuple) else _masked(data)


def _table_text(table: Any, printer: Any, cycle: bool) -> None:
    printer.text(repr(_masked_table(table)))


def _table_html(table: Any) -> str | None:
    show = getattr(_masked_table(table), "_repr_html_", None)  # a Series has none
    return show() if show else None


def _masked(value: Any) -> Any:
    if _is_secret(value):
        return MASK if value else ""
    if isinstance(value, dict):
        return {name: _masked(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(entry) for entry in value]
    return value


def _masked_table(table: Any) -> Any:
    """The table with a mask in place of each secret, in its cells and in its labels."""
    if not hasattr(table, "axes"):  # an index
        return table.astype(object).map(_masked) if _holds_secrets(table) else table
    secret_axes = [number for number, axis in enumerate(table.axes) if _holds_secrets(axis)]
    if table.ndim == 2:
        secret_columns = [number for number in range(table.shape[1]) if _holds_secrets(table.iloc[:, number])]
        if secret_columns:
            table = table.copy()
        for number in secret_columns:  # by number: two columns may have one name
            table.isetitem(number, table.iloc[:, number].astype(object).map(_masked))
    elif _holds_secrets(table):
        table = table.astype(object).map(_masked)
    for number in secret_axes:
        table = table.set_axis(table.axes[number].astype(object).map(_masked), axis=number)
    return table


def _holds_secrets(column: Any) -> bool:
    return str(column.dtype) in ("object", "string", "str", "category") and any(map(_is_secret, column))


def _is_secret(value: Any) -> bool:
    return isinstance(value, Secret) or (isinstance(value, str) and is_known(value))
