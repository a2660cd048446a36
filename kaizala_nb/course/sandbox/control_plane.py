"""The control plane of a local Kaizala, under ``/_emulator/``: how it is called, and what is said where there is none."""

from typing import Any

from kaizala_nb.course.errors import NoSandboxError
from kaizala_nb.toolkit.client import control_plane, errors


def _refusal(body: dict[str, Any]) -> str | None:
    return str(body.get("message", "")) if "errorCode" in body else None


def _no_sandbox(meaning: str, todo: str) -> NoSandboxError:
    return NoSandboxError(
        meaning,
        advice=errors.Advice(
            "Nothing of the service was called.",
            f"Phones, clock and journal belong to a local Kaizala. {meaning}",
            f"{todo} Or start one in this notebook: Kaizala().",
        ),
    )


LOCAL_KAIZALA = control_plane.Kind(
    name="local Kaizala",
    prefix="/_emulator/",
    header="X-Emulator-Key",
    todo_without_key="Give it: Kaizala(url=..., key=...), or the variable KAIZALA_EMULATOR_KEY.",
    todo_if_large="Ask for less, or begin again with kaizala.reset().",
    refusal=_refusal,
    not_there=_no_sandbox,
)


class ControlPlane(control_plane.ControlPlane):
    """The control plane of the local Kaizala at ``url``; see the class that it is made of. ``key`` is the emulator's key."""

    def __init__(self, url: str, key: str | None) -> None:
        super().__init__(LOCAL_KAIZALA, url, key)
