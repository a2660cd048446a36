"""How much of the scripts of a collection is understood, in words for a terminal."""

from collections.abc import Iterator

from kaizala_nb.serving.secrecy import in_script
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.lines import Line, understood_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.terminal import one_line, title

_MOST = 50  # lines that are told
_LONGEST = 100  # characters of a line of a script


def understood_in(collection: Collection) -> list[str]:
    """Lines that count what is understood of the scripts, and tell what is not, with the reason; none if there are no scripts."""
    lines = list(_lines(collection))
    if not lines:
        return []
    counts = [_counted(lines, "check", "check"), _counted(lines, "save", "saved variable")]
    told = [f"{' and '.join(filter(None, counts))} in the scripts were understood."] if any(counts) else []
    problems = [(name, line) for name, line in lines if line.problem]
    for name, line in problems[:_MOST]:
        text = one_line(in_script(line.text))
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        told.append(f"{title(name)}, line {line.first}: {text}: {one_line(line.problem)}")
    if len(problems) > _MOST:
        told.append(f"… {len(problems) - _MOST:,} more.")
    return told


def _lines(collection: Collection) -> Iterator[tuple[str, Line]]:
    """The lines of all scripts with whose they are; those of a folder and of the file come once."""
    told: set[tuple[str, str, int, str]] = set()
    for folder in collection.folders:
        for step in folder:
            for line in understood_of(step.item.scripts) if isinstance(step, ForeignStep) else ():
                shared = (line.place, line.event, line.first, line.text)
                if line.place and shared in told:
                    continue
                told.add(shared)
                yield line.place or f"{folder.name} / {step.name}", line


def _counted(lines: list[tuple[str, Line]], kind: str, name: str) -> str:
    """How many lines of a kind are understood, and how many there are: "5 of 6 saved variables"; "" if there are none."""
    found = [line for _, line in lines if line.kind == kind]
    return f"{sum(not line.problem for line in found):,} of {faces.count(len(found), name)}" if found else ""
