"""What to do, in the words of a terminal: the same errors say in a notebook what to write in Python."""

import shlex
from dataclasses import replace

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep


def in_terminal(trouble: errors.ApiError, step: Step) -> errors.ApiError:
    """The error with advice for somebody at a terminal. That of a collection which this package declares stays as it is."""
    todo = _todo(trouble, step) if isinstance(step, ForeignStep) else ""
    return trouble.but(advice=replace(trouble.advice, todo=todo)) if todo else trouble


def _todo(trouble: errors.ApiError, step: Step) -> str:
    if isinstance(trouble, errors.InputError) and trouble.problems:
        return _how_to_give(list(trouble.problems), step)
    if isinstance(trouble, errors.UntrustedHostError):
        return f"If you trust it, allow it: --allow-host {getattr(trouble, 'host', '')}. If you do not, stop here."
    if isinstance(trouble, errors.ConnectionTrouble) and trouble.no_tls:
        return (
            "Check the address. If you know this service, name the file of its certificate authority: --ca-file FILE."
        )
    if isinstance(trouble, errors.TimedOut):
        return "Try again, or wait longer: --timeout 120."
    if isinstance(trouble, errors.ReplyTooLarge):
        return "Ask for less."
    return ""


def _how_to_give(names: list[str], step: Step) -> str:
    """How to give the values of parameters, or of variables that are no parameters. Everybody sees a command, so no secret goes
    there."""
    parameters = {parameter.name: parameter for parameter in step.parameters}
    found = [parameters.get(name) for name in names]
    wires = [name if one is None else one.wire for name, one in zip(names, found, strict=True)]
    if any(one is not None and one.secret for one in found):
        asked = " ".join(f"--from-env {shlex.quote(name)}" for name in wires)
        return f"Give the value in a file: --env-file FILE or --environment FILE. Or in environment variables: {asked}."
    ways = " ".join(f"--variable {shlex.quote(wire)}=..." for wire in wires)
    return f"Give the value: {ways}, or in a file: --environment FILE or --env-file FILE."
