"""Runs a notebook from a fresh kernel, as Run All does, with a profile of its own: nobody's start-up files, nobody's settings."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"


@contextlib.asynccontextmanager
async def started(
    notebook: NotebookNode, *, first: Sequence[Path] = (), client: type[NotebookClient] = NotebookClient, **options: Any
) -> AsyncIterator[NotebookClient]:
    """A client of a kernel that has started, in a folder of its own. It and what it started are gone afterwards.

    Args:
        notebook: What its cells will be of.
        first: Files of Python that the kernel runs before anything else.
        client: The kind of client, and ``options`` for it.
    """
    with tempfile.TemporaryDirectory(prefix="kaizala-", ignore_cleanup_errors=True) as folder:
        made = client(
            notebook,
            kernel_name="python3",
            shutdown_kernel="immediate",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--log-level=ERROR", *(f"--IPKernelApp.exec_files={file}" for file in first)],
            config=by_files(folder),
            **options,
        )
        async with made.async_setup_kernel(env=_variables(Path(folder))):
            with contextlib.suppress(NotImplementedError, ValueError):
                asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)  # Ctrl+C stops us, not one kernel alone
            group = getattr(made.km.provisioner, "pgid", None)
            try:
                yield made
            finally:
                if group and group != os.getpgid(0):
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.killpg(group, signal.SIGKILL)  # what the notebook started goes with its kernel


def by_files(folder: str) -> Config:
    """The setting of a kernel that is talked to by socket files in a folder, whose path has to be short.

    A port is chosen before the kernel takes it, so two kernels that start at once could get the same. Windows has ports alone.
    """
    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = os.path.join(folder, ".kernel")
    return config


def widget_state(client: NotebookClient) -> dict[str, Any]:
    """The state of every widget as it is now, by its id; none of it stays in the notebook."""
    client.set_widgets_metadata()
    return client.nb.metadata.pop("widgets", {}).get(_STATE, {}).get("state", {})


def _variables(folder: Path) -> dict[str, str]:
    """The environment of a kernel: no other Kaizala's address or secret in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KAIZALA_")}
    profile = folder / ".ipython"
    profile.mkdir()
    return kept | {"IPYTHONDIR": str(profile)}
