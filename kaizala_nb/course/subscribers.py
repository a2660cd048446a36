"""All subscribers of a public group as one table, on however many pages they come."""

import dataclasses
import time
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.paging import Page, pages
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces

if TYPE_CHECKING:
    import pandas as pd

_PARAMETERS = ("group_id", "cursor")


class SubscriberTable:
    """All subscribers of a public group as one table: every page of Step14.

    A page holds 50 people and says where the next page begins. So the pages come one after another: 100,000 people are 2,000
    requests. A line shows how many have come. You may stop it by hand (■ above the notebook, Ctrl+C in a terminal): you get those
    who have come until then, and the line says how to go on.

    Args:
        group_id: The id of the public group.
        cursor: Where to begin: ``table.attrs["cursor"]`` of a table that was stopped.

    Returns:
        A DataFrame with a row for each person: id, mobileNumber, name, isProvisioned, profilePic. ``attrs["cursor"]`` is where
        the rest begins, "" if all are there.

    Raises:
        ApiError: A page was refused or did not come. ``error.gathered`` is the table of those who had come before.
    """

    def __init__(self, step: Step, session: Session) -> None:
        self._step = step
        self._session = session
        self.__name__ = "subscribers"
        self.__qualname__ = f"{step.folder}.subscribers"
        self.__doc__ = type(self).__doc__
        parameters = [one for one in step.signature.parameters.values() if one.name in _PARAMETERS]
        self.__signature__ = step.signature.replace(parameters=parameters, return_annotation="DataFrame")

    def __call__(self, group_id: str | None = None, cursor: str | None = None) -> "pd.DataFrame":
        from kaizala_nb.toolkit.widgets.gathering import gathering

        arguments = {"group_id": plain(group_id), "cursor": plain(cursor)}
        values = {name: value for name, value in arguments.items() if value is not None}
        self._session.prepare(self._step, values)  # says what is missing before anything is shown
        start, gathered, stopped = time.monotonic(), list[Page](), False
        bar = gathering("Subscribers")
        try:
            count = 0
            for page in pages(self._session, self._step, values, Watch(wait=bar.say, heard=False)):
                gathered.append(page)
                count += len(page.records)
                bar.at(_words(count, len(gathered)))
        except KeyboardInterrupt:
            stopped = True
        except ApiError as error:
            table = self._table(gathered, cursor)
            bar.end(f"{_words(len(table), len(gathered))}, then it was refused or failed.", whole=False)
            raise self._with_what_came(error, table, values) from None
        finally:
            self._session.tell()  # once: many requests, and nothing has changed
        table = self._table(gathered, cursor)
        words = f"{_words(len(table), len(gathered))}, {time.monotonic() - start:.1f} seconds."
        if stopped:
            words = f"stopped after {words} Go on with {self._line(table, values)}"
        bar.end(words, whole=not stopped)
        return table

    def _table(self, gathered: list[Page], cursor: str | None) -> "pd.DataFrame":
        records = [record for page in gathered for record in page.records]
        table = tables.frame(records, example=self._step.reply.get(self._step.rows or ""))
        table.attrs["cursor"] = gathered[-1].cursor if gathered else cursor or ""
        return table

    def _line(self, table: "pd.DataFrame", values: dict[str, Any]) -> str:
        """The line of Python that gathers the rest."""
        rest = {name: value for name, value in values.items() if name != "cursor"}
        if table.attrs["cursor"]:
            rest["cursor"] = table.attrs["cursor"]
        arguments = ", ".join(f"{name}={value!r}" for name, value in rest.items())
        return f"kaizala.{self.__qualname__}({arguments})"

    def _with_what_came(self, error: ApiError, table: "pd.DataFrame", values: dict[str, Any]) -> ApiError:
        if not len(table):
            return error.but(gathered=table)
        note = f"{faces.count(len(table), 'subscriber')} had come before: error.gathered."
        todo = f"{error.advice.todo} Go on with {self._line(table, values)}"
        advice = dataclasses.replace(error.advice, todo=todo, changed=f"{error.advice.changed} {note}")
        return error.but(gathered=table, advice=advice)

    def __repr__(self) -> str:
        return f"<All pages of {self._step.name}: {self._step.method} {self._step.path}>"


def _words(people: int, page_count: int) -> str:
    return f"{people:,} on {faces.count(page_count, 'page')}"
