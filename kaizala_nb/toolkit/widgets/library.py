"""What all widgets of a kernel share: the modules of JavaScript that draw them, and the style sheet. One model holds it.

Each widget names it by its id and brings along but a small loader: the page fetches the modules through it and links them once,
however many widgets there are.
"""

import hashlib
import json
import re
from pathlib import Path

import ipywidgets as widgets
import traitlets

_PACKAGE = Path(__file__).resolve().parents[2]


class Library(widgets.Widget):
    """The modules, by their paths in the package; ``version`` tells one state of them from another."""

    _model_name = traitlets.Unicode("WidgetModel").tag(sync=True)  # the base of all models: any page knows it
    modules = traitlets.Dict().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)
    version = traitlets.Unicode().tag(sync=True)

    def __init__(self, style: str) -> None:
        modules = _modules()
        style += _styles()
        digest = hashlib.sha256(json.dumps([style, modules]).encode()).hexdigest()
        super().__init__(modules=modules, style=style, version=digest[:12])


_libraries: list[Library] = []


def the_library(style: str) -> Library:
    """The one of this kernel, with this style sheet; another one if somebody has closed all widgets."""
    if not _libraries or _libraries[-1].comm is None:
        _libraries[:] = [Library(style)]
    return _libraries[-1]


def name_of(module: Path) -> str:
    """What a module is called in the library."""
    return module.relative_to(_PACKAGE).as_posix()


def code_of(module: Path) -> str:
    """A module without its comments and indents: it goes to every page, and into every notebook that is saved with its widgets."""
    code = re.sub(r"/\*\*.*?\*/\s*", "", module.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\n\s+", "\n", code)


def _modules() -> dict[str, str]:
    """Those of all rooms, whose widgets may be loaded later. A loader is brought along by each widget itself."""
    files = sorted(_PACKAGE.glob("*/widgets/javascript/*.mjs"))
    return {name_of(file): code_of(file) for file in files if file.name != "loader.mjs"}


def _styles() -> str:
    """The style sheets that lie beside the modules of all rooms."""
    return "".join(file.read_text(encoding="utf-8") for file in sorted(_PACKAGE.glob("*/widgets/javascript/*.css")))
