"""All subscribers of a public group as one table, however many pages that takes."""

import dataclasses
import time
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.pages import Page, pages
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

    A page holds 50 people and says where the next begins, so the pages come one after another: 100,000 people are 2,000 requests.
    It shows how far it is. Stopped by hand (■ above the notebook, Ctrl+C in a terminal) it gives those who have come until then,
    and says how to go on.

    Args:
        group_id: Which public group.
        cursor: Where to begin: what an earlier table that was stopped has as ``table.attrs["cursor"]``.

    Returns:
        A DataFrame, a row a person: id, mobileNumber, name, isProvisioned, profilePic. ``attrs["cursor"]`` is where the rest
        begins, "" if all are there.

    Raises:
        ApiError: a page was refused or did not come. ``error.gathered`` is the table of those who had come before.
    """

    def __init__(self, step: Step, session: Session) -> None:
        self._step = step
        self._session = session
        self.__name__ = "subscribers"
        self.__qualname__ = f"{step.folder}.subscribers"
        self.__doc__ = type(self).__doc__
        known = [one for one in step.signature.parameters.values() if one.name in _PARAMETERS]
        self.__signature__ = step.signature.replace(parameters=known, return_annotation="DataFrame")

    def __call__(self, group_id: str | None = None, cursor: str | None = None) -> "pd.DataFrame":
        from kaizala_nb.toolkit.widgets.gathering import gathering

        both = {"group_id": plain(group_id), "cursor": plain(cursor)}
        given = {name: held for name, held in both.items() if held is not None}
        self._session.prepare(self._step, given)  # says what is missing before anything is shown
        began, got, stopped = time.monotonic(), list[Page](), False
        shown = gathering("Subscribers")
        try:
            count = 0
            for page in pages(self._session, self._step, given, Watch(wait=shown.say, heard=False)):
                got.append(page)
                count += len(page.records)
                shown.at(_words(count, len(got)))
        except KeyboardInterrupt:
            stopped = True
        except ApiError as error:
            table = self._table(got, cursor)
            shown.end(f"{_words(len(table), len(got))}, then it was refused or failed.", whole=False)
            raise self._with_what_came(error, table, given) from None
        finally:
            self._session.tell()  # once: many requests, and nothing has changed
        table = self._table(got, cursor)
        words = f"{_words(len(table), len(got))}, {time.monotonic() - began:.1f} seconds."
        words = f"stopped after {words} Go on with {self._line(table, given)}" if stopped else words
        shown.end(words, whole=not stopped)
        return table

    def _table(self, got: list[Page], cursor: str | None) -> "pd.DataFrame":
        records = [record for page in got for record in page.records]
        table = tables.frame(records, example=self._step.reply.get(self._step.rows or ""))
        table.attrs["cursor"] = got[-1].cursor if got else cursor or ""
        return table

    def _line(self, table: "pd.DataFrame", given: dict[str, Any]) -> str:
        """The line of Python that gathers the rest."""
        rest = {name: held for name, held in given.items() if name != "cursor"}
        rest |= {"cursor": table.attrs["cursor"]} if table.attrs["cursor"] else {}
        return f"kaizala.{self.__qualname__}({', '.join(f'{name}={held!r}' for name, held in rest.items())})"

    def _with_what_came(self, error: ApiError, table: "pd.DataFrame", given: dict[str, Any]) -> ApiError:
        if not len(table):
            return error.but(gathered=table)
        came = f"{faces.count(len(table), 'subscriber')} had come before: error.gathered."
        todo = f"{error.advice.todo} Go on with {self._line(table, given)}"
        advice = dataclasses.replace(error.advice, todo=todo, changed=f"{error.advice.changed} {came}")
        return error.but(gathered=table, advice=advice)

    def __repr__(self) -> str:
        return f"<All pages of {self._step.name}: {self._step.method} {self._step.path}>"


def _words(people: int, page_count: int) -> str:
    return f"{people:,} on {faces.count(page_count, 'page')}"
