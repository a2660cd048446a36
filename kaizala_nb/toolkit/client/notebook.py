"""What IPython shows of ours and of what holds our secrets.

Errors of the family are shown as panels in a notebook, not as tracebacks: IPython lets one handler show some kinds of exceptions.
The cell still counts as failed, so Run All stops there, as it should. And where a cell's result is JSON or a table of somebody
else's, ``JSON(reply.json)`` or ``pd.Series(api.environment)``, the secrets in it are masked: those kinds do not ask a text for
its repr.
"""

import sys
from types import TracebackType
from typing import Any

from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.masking import MASK, Secret, is_known

_TABLES = ("Series", "DataFrame", "Index")


def set_up_ipython() -> None:
    """Ask IPython, if this is one, to show things as above. A handler or a printer of somebody else's stays."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return
    if not shell.custom_exceptions:
        shell.set_custom_exc((ApiError,), _show)
    formatters = shell.display_formatter.formatters
    _add(formatters["application/json"], "IPython.core.display", "JSON", _json)
    for name in _TABLES:
        for module in (
            "pandas",
            f"pandas.core.{_MODULES[name]}",
        ):  # before pandas 3 they stand under their files' names
            _add(formatters["text/plain"], module, name, _table_text)
            _add(formatters["text/html"], module, name, _table_html)


_MODULES = {"Series": "series", "DataFrame": "frame", "Index": "indexes.base"}


def _add(formatter: Any, module: str, name: str, show: Any) -> None:
    kind = getattr(sys.modules.get(module), name, None)
    there = formatter.type_printers if kind else formatter.deferred_printers
    if (kind or (module, name)) not in there:
        formatter.for_type_by_name(module, name, show)


def _show(
    shell: Any, kind: type[ApiError], error: ApiError, trace: TracebackType, tb_offset: int | None = None
) -> list:
    from IPython.display import display

    display(error._repr_mimebundle_(), raw=True)  # IPython has a printer of its own for the text of exceptions
    return []


def _json(shown: Any) -> Any:
    """What ``JSON`` shows, its metadata beside it."""
    made = shown._repr_json_()
    return (_masked(made[0]), made[1]) if isinstance(made, tuple) else _masked(made)


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
    """The table; with a mask for each secret, if there is any in it or in its labels."""
    if not hasattr(table, "axes"):  # an index
        return table.astype(object).map(_masked) if _holds_secrets(table) else table
    labels = [place for place, axis in enumerate(table.axes) if _holds_secrets(axis)]
    if table.ndim == 2:
        held = [place for place in range(table.shape[1]) if _holds_secrets(table.iloc[:, place])]
        if held:
            table = table.copy()
        for place in held:  # by place: a name may be there twice
            table.isetitem(place, table.iloc[:, place].astype(object).map(_masked))
    elif _holds_secrets(table):
        table = table.astype(object).map(_masked)
    for place in labels:
        table = table.set_axis(table.axes[place].astype(object).map(_masked), axis=place)
    return table


def _holds_secrets(column: Any) -> bool:
    return str(column.dtype) in ("object", "string", "str", "category") and any(map(_is_secret, column))


def _is_secret(value: Any) -> bool:
    return isinstance(value, Secret) or (isinstance(value, str) and is_known(value))
