"""Writes what came to a file that the user named, and never over another one unasked."""

from pathlib import Path

from kaizala_nb.toolkit.client import errors


def write(path: str | Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a file, and give its path; ``~`` is the user's home. Raises :class:`InputError` in words where that cannot be."""
    try:
        where = Path(path).expanduser()
        with where.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise errors.not_sent(f"There is {str(path)!r} already.", "Give another name, or overwrite=True.") from None
    except (OSError, ValueError, TypeError, RuntimeError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
        raise errors.not_sent(
            f"{str(path)!r} cannot be written: {why}.", "Give the path of a file in a folder of yours."
        ) from None
    return where


def call(name: str) -> str:
    """The line of Python that saves a reply."""
    return f'reply.save("{name}")'


def file_name(url: str, slug: str, suffix: str) -> str:
    """A name for what came from an address: the last part of it if that is a plain one, else that of the request."""
    last = url.partition("?")[0].partition("#")[0].rsplit("/", 1)[-1]
    plain = all(sign.isascii() and (sign.isalnum() or sign in "._-") for sign in last)
    name = last if plain and last.strip(".") and len(last) <= 80 else slug[:80]
    return name if "." in name.strip(".") else name + suffix
