"""Widgets in a plain page of a strict policy: no JupyterLab, no kernel. The widgets are real, and so is the browser.

What a widget sends reaches the page in order, as soon as the widget has heard a message of the page. So a page costs a second.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route

import kaizala_nb
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

STRICT = "default-src 'none'; script-src 'self' blob:; style-src 'self'"
"""No inline script, no eval, no inline style, no request. Modules are linked as ``blob:``."""

_ALIGNED = "sha256-N90MKmRow2DpYEVeqcc3uc8pOUsS4Rg4sNmkau1k0xQ="
"""The inline style of the head of a table of pandas. It is refused, and not needed."""

_SAID = {
    "group",
    "heading",
    "textbox",
    "DateTime",
    "combobox",
    "checkbox",
    "button",
    "list",
    "status",
    "log",
    "table",
    "paragraph",
}
_HOME = "http://plain.test"
_LOADER = Path(kaizala_nb.__file__).parent / "toolkit" / "widgets" / "javascript" / "loader.mjs"
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plain</title>
<script type="module" src="/page.mjs"></script></head><body><main><h1>Plain</h1><h2>Page</h2></main></body></html>"""
_FILES = {
    "/": ("text/html", _PAGE),
    "/page.mjs": ("text/javascript", Path(__file__).with_name("plain_page.mjs").read_text()),
    "/loader.mjs": ("text/javascript", _LOADER.read_text()),
}


class PlainPage:
    """An open page."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self._widgets: list[PageWidget] = []
        self._out: list[tuple[str, Any]] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.route("**/*", self._answer)
        self.page.expose_function("toKernel", self._hear)
        self.page.goto(_HOME)
        self.page.wait_for_function("() => 'show' in window")

    @staticmethod
    def _answer(route: Route) -> None:
        path = route.request.url.removeprefix(_HOME)
        if path not in _FILES:
            route.fulfill(status=204)
            return
        kind, text = _FILES[path]
        route.fulfill(body=text, headers={"Content-Type": kind, "Content-Security-Policy": STRICT})

    def show(self, widget: PageWidget) -> Locator:
        """Show a widget below those that are there; gives its element."""
        if widget not in self._widgets:
            self._widgets.append(widget)
            widget.comm.publish_msg = self._publish
        number = self._widgets.index(widget)
        state = {name: widget.get_state()[name] for name in ("_module", "content", "_dom_classes")}
        self.page.evaluate("([number, state]) => window.show(number, state)", [number, state])
        shown = self.page.locator("main > div")
        return shown.nth(shown.count() - 1)

    def _publish(self, kind: str, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        data = data or {}
        if data.get("method") == "custom":
            self._out.append(("custom", data["content"]))
        elif "content" in data.get("state", ()):
            self._out.append(("content", data["state"]["content"]))

    def _hear(self, number: int, message: dict[str, Any], pieces: list[list[int]]) -> list[tuple[str, Any]]:
        self._out.clear()
        self._widgets[number]._handle_custom_msg(message, [memoryview(bytes(piece)) for piece in pieces])
        return list(self._out)

    def dress(self, style: str) -> None:
        """Add a style sheet to the page, as a script may where it is strict."""
        add = """style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
        self.page.evaluate(add, style)

    def heard(self) -> list[str]:
        """What a screen reader has said by itself since it was asked for last."""
        self.page.wait_for_function("() => window.isQuiet()")
        said: list[str] = self.page.evaluate("() => window.announced.splice(0)")
        return said

    def close(self) -> None:
        """Close it. Nothing was refused by its policy, and no script failed."""
        self.context.close()
        assert [error for error in self.errors if _ALIGNED not in error] == []

    def tree(self, shown: Locator) -> list[str]:
        """What Chromium tells a screen reader of an element: a line a thing, with its role, name, description and states.

        Texts alone are left out, and the choices of a select.
        """
        shown.evaluate("element => { window.shown = element; }")
        session = self.context.new_cdp_session(self.page)
        session.send("DOM.enable")
        element = session.send("Runtime.evaluate", {"expression": "window.shown"})["result"]["objectId"]
        root = session.send("DOM.describeNode", {"objectId": element})["node"]["backendNodeId"]
        nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
        first = next(node for node in nodes.values() if node.get("backendDOMNodeId") == root)
        return list(_lines(first, nodes, 0))


def _lines(node: dict[str, Any], nodes: Mapping[str, dict[str, Any]], depth: int) -> Iterator[str]:
    """The lines of a node of Chromium's tree, and of all in it."""
    role = node.get("role", {}).get("value", "")
    is_said = not node["ignored"] and role in _SAID
    if is_said:
        states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        level = str(states.get("level", ""))
        described = node.get("description", {}).get("value", "")
        words = [role + level, repr(node["name"]["value"]), f"({described})" if described else ""]
        words += [name for name in ("required", "invalid", "disabled", "focused") if states.get(name) in (True, "true")]
        yield "  " * depth + " ".join(filter(None, words))
    for child in node.get("childIds", ()) if role != "combobox" else ():
        if child in nodes:
            yield from _lines(nodes[child], nodes, depth + is_said)
