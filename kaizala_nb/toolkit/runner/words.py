"""What to do, in the words of a terminal: the same errors say in a notebook what to write in Python."""

from dataclasses import replace

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep


def in_terminal(trouble: errors.ApiError, step: Step) -> errors.ApiError:
    """The error with advice for somebody at a terminal. That of a collection which this package declares stays as it is."""
    todo = _todo(trouble) if isinstance(step, ForeignStep) else ""
    return trouble.but(advice=replace(trouble.advice, todo=todo)) if todo else trouble


def _todo(trouble: errors.ApiError) -> str:
    if isinstance(trouble, errors.InputError) and getattr(trouble, "problems", None):
        return "Give the value: --variable NAME=VALUE, or in a file: --environment FILE or --globals FILE."
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
