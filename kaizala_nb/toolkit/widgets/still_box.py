"""What stands still, such as a reply or a table, as a widget: so that it can stand beside a form or a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

if TYPE_CHECKING:
    import pandas as pd


class StillBox(PageWidget):
    """A reply or a DataFrame as it shows itself, whose HTML is escaped."""

    module = Path(__file__).parent / "javascript" / "still.mjs"

    def __init__(self, shown: "Reply | pd.DataFrame") -> None:
        self._text = shown.as_text() if isinstance(shown, Reply) else repr(shown)
        super().__init__(content={"html": _html(shown)})
        self.add_class("kz-still-box")

    @staticmethod
    def still(content: dict[str, Any]) -> str:
        """The same HTML."""
        return str(content["html"])

    def as_text(self) -> str:
        """The same in plain text."""
        return self._text


def _html(shown: "Reply | pd.DataFrame") -> str:
    if isinstance(shown, Reply):
        return shown.as_html()
    html = shown._repr_html_()  # type: ignore[operator]  # pandas-stubs do not know it
    if html is None:  # pandas is told to show plain text
        return faces.part(faces.code(repr(shown)))
    return faces.part(html if "kz-table" in html else faces.wide(html))
