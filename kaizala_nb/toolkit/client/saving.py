"""Writes the body of a reply to a file that the user names. It replaces a file only if the user says so."""

from pathlib import Path

from kaizala_nb.toolkit.client import errors

_IMPORTED = (".py", ".pyc", ".pyd", ".pyw", ".so")


def write(path: str | Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a file, and give its path; ``~`` is the user's home. Raises :class:`InputError` with a sentence if it cannot."""
    try:
        target = Path(path).expanduser()
        with target.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise errors.not_sent(
            f"There is a file {str(path)!r} already.", "Give another name, or overwrite=True."
        ) from None
    except (OSError, ValueError, TypeError, RuntimeError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
        raise errors.not_sent(
            f"{str(path)!r} cannot be written: {why}.", "Give the path of a file in a folder of yours."
        ) from None
    return target


def call(name: str) -> str:
    """The line of Python that saves a reply."""
    return f'reply.save("{name}")'


def file_name(url: str, slug: str, suffix: str) -> str:
    """A file name for the body from this address: the last part of its path if that is a simple name, or else ``slug``.

    No ``import`` finds it: a file of the name ``json.py`` would run when some other module asks for ``json``.
    """
    last = url.partition("?")[0].partition("#")[0].rsplit("/", 1)[-1]
    is_simple = all(sign.isascii() and (sign.isalnum() or sign in "._-") for sign in last)
    name = last if is_simple and last.strip(".") and len(last) <= 80 else slug[:80]
    name = name if "." in name.strip(".") else name + suffix
    return f"{name}.txt" if name.lower().endswith(_IMPORTED) else name
