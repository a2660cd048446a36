"""Runs a notebook from a fresh kernel, as Run All does, with a profile of its own: nobody's start-up files, nobody's settings."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from kaizala_nb.course.teaching import lab

VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_Client = TypeVar("_Client", bound=NotebookClient)


@contextlib.asynccontextmanager
async def started(
    client: type[_Client], notebook: NotebookNode, *, first: Sequence[Path] = (), **options: Any
) -> AsyncIterator[_Client]:
    """A client of a kernel that has started, in a folder of its own, which has the example of a collection in it.

    The kernel and all that it started end with the block.

    Args:
        client: The class of the client; ``options`` are for it.
        notebook: The notebook whose cells the client will run.
        first: Files of Python that the kernel runs before any cell.
    """
    with tempfile.TemporaryDirectory(prefix="kaizala-", ignore_cleanup_errors=True) as folder:
        lab.copy_example(Path(folder))
        kernel_client = client(
            notebook,
            kernel_name="python3",
            shutdown_kernel="immediate",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--log-level=ERROR", *(f"--IPKernelApp.exec_files={file}" for file in first)],
            config=by_files(folder),
            **options,
        )
        async with kernel_client.async_setup_kernel(env=_variables(Path(folder))):
            with contextlib.suppress(NotImplementedError, ValueError):
                asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)  # Ctrl+C stops us, not one kernel alone
            group = getattr(manager(kernel_client).provisioner, "pgid", None)
            try:
                yield kernel_client
            finally:
                if group and group != os.getpgid(0):
                    with contextlib.suppress(ProcessLookupError, PermissionError):
                        os.killpg(group, signal.SIGKILL)  # what the notebook started goes with its kernel


def manager(client: NotebookClient) -> AsyncKernelManager:
    """The manager of a client's kernel. Raises ``DeadKernelError`` where the kernel is not there any more."""
    if not isinstance(client.km, AsyncKernelManager):
        raise DeadKernelError("The kernel is not there any more")
    return client.km


def by_files(folder: str) -> Config:
    """Settings for a kernel that listens at socket files in a folder. The path of the folder must be short.

    With ports, two kernels that start at once could choose the same one. Windows has only ports.
    """
    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = os.path.join(folder, ".kernel")
    return config


def widget_state(client: NotebookClient) -> dict[str, Any]:
    """The present state of every widget, by its id. The notebook keeps none of it."""
    client.set_widgets_metadata()
    return client.nb.metadata.pop("widgets", {}).get(_STATE, {}).get("state", {})


def _variables(folder: Path) -> dict[str, str]:
    """The environment of a kernel, without the address or a secret of another Kaizala."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("KAIZALA_")}
    profile = folder / ".ipython"
    profile.mkdir()
    return variables | {"IPYTHONDIR": str(profile)}
