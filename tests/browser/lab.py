"""A real JupyterLab, with folders of its own, driven in a real browser.

Nothing leaves this computer: a request of the browser to any other address is cut off and listed, and tests look at the list.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

from tests.course.lessons.runner import PRELUDE
from tests.ports import free_port

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_PRIVATE = (
    *("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"),
    *("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"),
)
PATIENCE = 90_000
"""Milliseconds to wait for anything on a page: machines that run tests are shared, and slow at times."""
BUSY = """import pathlib, time
pathlib.Path("enough").unlink(missing_ok=True)
pathlib.Path("waits").touch()
while not pathlib.Path("enough").exists(): time.sleep(0.05)"""
"""A cell that runs until :meth:`Notebook.let_it_end`."""

_NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


_PLAIN = ("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
_LAB = (sys.executable, "-m", "jupyterlab")


class JupyterLab:
    """A JupyterLab server whose files lie under ``folder``. ``root`` is what it shows.

    ``program`` starts it, with ``variables`` as its environment; ``path`` is where its pages lie, as behind a hub's proxy.
    ``news`` is the user's setting for news of Jupyter, where there is one. A program that is not
    ``is_plain`` says itself what is shown, and has no news.
    """

    def __init__(
        self,
        folder: Path,
        *,
        save_widget_state: bool = False,
        root: Path | None = None,
        program: Sequence[str] = _LAB,
        variables: Mapping[str, str] = os.environ,
        path: str = "",
        news: Mapping[str, object] | None = MappingProxyType(_NO_NEWS),
        is_plain: bool = True,
    ) -> None:
        self.folder = folder
        self.root = root or folder / "root"
        self.root.mkdir(parents=True, exist_ok=True)
        self.token = secrets.token_hex(16)
        self._path = path
        self._settings = folder / "JUPYTERLAB_SETTINGS_DIR"
        if news is not None:
            self.set("@jupyterlab/apputils-extension", "notification", dict(news))
        self.set("@jupyter-widgets/jupyterlab-manager", "plugin", {"saveState": save_widget_state})
        self.saves_widget_state = save_widget_state
        self.secrets_file = folder / "secrets.txt"
        self.secrets_file.touch()
        self._sockets = tempfile.TemporaryDirectory(prefix="kaizala-", ignore_cleanup_errors=True)
        options = [f"--ServerApp.root_dir={self.root}", *_PLAIN] if is_plain else []
        for left in (2, 1, 0):  # between the choice of a port and its use, another program may have taken it
            try:
                self._choose_port()
                self._process = self._start(program, variables, path, options)
                break
            except RuntimeError:
                if not left:
                    raise

    def _choose_port(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{self._path}"

    def set(self, extension: str, plugin: str, settings: dict) -> None:
        """A user's setting of JupyterLab, as its settings editor saves it."""
        file = self._settings / extension / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))

    def _start(
        self, program: Sequence[str], variables: Mapping[str, str], path: str, options: Sequence[str]
    ) -> subprocess.Popen:
        environment = {name: value for name, value in variables.items() if not name.startswith("JPY_")}
        for name in _PRIVATE:
            (self.folder / name).mkdir(exist_ok=True)
            environment[name] = str(self.folder / name)
        environment["JUPYTER_RUNTIME_DIR"] = self._sockets.name
        # By files: with ports, two kernels that start at once could choose the same one. The name of such a file must be short.
        by_files = ["--KernelManager.transport=ipc"] if len(self._sockets.name) < 50 else []
        environment["SECRETS_FILE"] = str(self.secrets_file)
        profile = self.folder / "IPYTHONDIR" / "profile_default"
        profile.mkdir(parents=True, exist_ok=True)
        (profile / "ipython_kernel_config.py").write_text(f"c.IPKernelApp.exec_files = [{str(PRELUDE)!r}]\n")
        command = [
            *(*program, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}"),
            f"--ServerApp.base_url={path}/",
            *("--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}", *options),
            *by_files,
            *("--ServerApp.terminals_enabled=False", "--LabApp.extension_manager=readonly"),
            "--LabApp.expose_app_in_browser=True",
        ]
        log = (self.folder / "lab.log").open("w")
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.root
        )
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/api/status?token={self.token}", timeout=5):  # noqa: S310
                    return process
            except (URLError, OSError, HTTPException):
                if process.poll() is not None:
                    break
                time.sleep(0.1)
        _end(process)
        raise RuntimeError("JupyterLab did not start:\n" + (self.folder / "lab.log").read_text())

    @property
    def secrets(self) -> frozenset[str]:
        """Every secret that its kernels have sent or received so far."""
        return frozenset(self.secrets_file.read_text().split())

    def stop(self) -> None:
        """End the server and its kernels."""
        _end(self._process)
        self._sockets.cleanup()


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE / 1000)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Notebook:
    """A notebook open in JupyterLab in a browser; with the ``view`` "notebooks", in Notebook 7."""

    def __init__(
        self,
        lab: JupyterLab,
        browser: Browser,
        name: str,
        *,
        width: int = 1280,
        dark: bool = False,
        zone: str | None = None,
        view: str = "lab/tree",
    ) -> None:
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        lab.set("@jupyterlab/apputils-extension", "themes", {"theme": theme})
        self.file = lab.root / name
        self._picture = lab.folder / "gave-up.png"
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": 900}, timezone_id=zone)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self._home = lab.url
        self.context.route("**/*", self._guard)
        self.page.goto(f"{lab.url}/{view}/{name}?token={lab.token}&reset")
        self.panel: Locator = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self._until_ready()

    def reload(self) -> None:
        """Load the page again, with its kernel as it is."""
        self.page.reload()
        self._until_ready()

    def _until_ready(self) -> None:
        self.panel.locator(".jp-Cell").first.wait_for()
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until the notebook that is shown has a kernel. Before, JupyterLab runs no cell, and does not say so."""
        self._evaluate(
            """async () => { const shown = window.jupyterapp.shell.currentWidget;
               await shown.context.ready; await shown.sessionContext.ready; await shown.sessionContext.session.kernel.info; }"""
        )

    def _evaluate(self, script: str, argument: object = None) -> Any:
        """What a function of the page gives. One that never ends fails, where Playwright itself would wait for ever."""
        limited = """([script, argument, patience]) => Promise.race([eval(script)(argument), new Promise((done, fail) =>
            setTimeout(() => fail(new Error('Not done in time: ' + script)), patience))])"""
        return self.page.evaluate(limited, [script, argument, PATIENCE])

    def _guard(self, route: Route) -> None:
        if route.request.url.startswith((self._home, self._home.replace("http", "ws", 1), "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    @property
    def active(self) -> int:
        """The index of the cell that has the turn."""
        return self._evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")

    @property
    def busy(self) -> bool:
        """Whether the kernel works."""
        status = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
        return self._evaluate(status) != "idle"

    def wait_until(self, there: Callable[[], bool], seconds: float = PATIENCE / 1000) -> None:
        """Wait for something that the page itself does not say. Raises ``TimeoutError``."""
        end = time.monotonic() + seconds
        while not there():
            if time.monotonic() > end:
                self.page.screenshot(path=self._picture)
                raise TimeoutError(f"See {self._picture}")
            self.page.wait_for_timeout(50)

    def command(self, name: str) -> None:
        """A command of JupyterLab; returns when it is done."""
        self._evaluate("async name => { await window.jupyterapp.commands.execute(name); }", name)

    def change_theme(self, *, dark: bool) -> None:
        """Show the page light or dark from now on; returns when its colours are there."""
        self._evaluate(
            """async dark => { const theme = dark ? 'JupyterLab Dark' : 'JupyterLab Light';
               if (document.body.dataset.jpThemeName === theme) return;
               await window.jupyterapp.commands.execute('apputils:change-theme', { theme });
               while (document.body.dataset.jpThemeName !== theme) await new Promise(done => setTimeout(done, 50)); }""",
            dark,
        )

    def texts(self) -> list[str]:
        """What stands in its cells."""
        return self._evaluate(
            "() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.sharedModel.getSource())"
        )

    def index_of(self, code: str) -> int:
        """The index of the first cell with this in it."""
        return next(index for index, text in enumerate(self.texts()) if code in text)

    def write(self, index: int, text: str) -> None:
        """Write another text into a cell."""
        self._evaluate(
            """([index, text]) => window.jupyterapp.shell.currentWidget.content.model.cells.get(index)
               .sharedModel.setSource(text)""",
            [index, text],
        )

    def run_all(self) -> None:
        """Run all cells, to the last."""
        self.command("notebook:run-all-cells")

    def cell(self, index: int) -> Locator:
        """The cell of this index, from 0, scrolled into view (JupyterLab draws only what is near)."""
        self._evaluate(
            """async index => { const content = window.jupyterapp.shell.currentWidget.content;
               content.activeCellIndex = index; await content.scrollToItem(index); }""",
            index,
        )
        return self.panel.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')

    def run(self, index: int) -> Locator:
        """Run one cell, as Ctrl+Enter does; returns the cell when it is done.

        The cell is made the current one in the same breath in which it is run: a form that gives its new button the focus makes
        its own cell the current one meanwhile.
        """
        self.cell(index)
        self._evaluate(
            """index => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
               return window.jupyterapp.commands.execute('notebook:run-cell'); }""",
            index,
        )
        return self.cell(index)

    def begin(self, index: int) -> None:
        """Run a cell with ``BUSY``; returns when it runs."""
        self._evaluate(
            """index => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
               void window.jupyterapp.commands.execute('notebook:run-cell'); }""",
            index,
        )
        self.wait_for_busy()

    def wait_for_busy(self) -> None:
        """Wait until a cell with ``BUSY`` runs."""
        waits = self.file.with_name("waits")
        self.wait_until(waits.exists)
        waits.unlink()

    def let_it_end(self) -> None:
        """Let a cell with ``BUSY`` end."""
        self.file.with_name("enough").touch()

    def turn_to(self, name: str, width: int) -> None:
        """Close this notebook and shut its kernel down; open another one in the same page, which keeps nothing of the first."""
        self.file = self.file.with_name(name)
        self.page.set_viewport_size({"width": width, "height": 900})
        self._evaluate(
            """async name => { const { shell, commands } = window.jupyterapp; const last = shell.currentWidget;
               await commands.execute('kernelmenu:shutdown'); last.context.model.dirty = false; last.dispose();
               sessionStorage.clear(); localStorage.clear();
               const shown = await commands.execute('docmanager:open', { path: name });
               await shown.context.ready; await shown.sessionContext.ready; await shown.sessionContext.session.kernel.info; }""",
            name,
        )
        self.panel.locator(".jp-Cell").first.wait_for()
        self.outside.clear()
        self.errors.clear()

    def save(self) -> str:
        """Save, and give the text of the file."""
        self.command("docmanager:save")
        return self.file.read_text()

    def close(self) -> None:
        """Close it, and shut its kernel down."""
        self.command("kernelmenu:shutdown")
        self.context.close()
