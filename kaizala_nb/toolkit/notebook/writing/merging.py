"""A notebook that is written again: what a person added or changed stays."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from kaizala_nb.toolkit.notebook.writing.cells import (
    KEY,
    Cell,
    Node,
    Place,
    hash_of,
    is_changed,
    node_of,
    place_of,
    subject_of,
)

GONE = Cell("markdown", "## No longer in the collection", "", "gone")
"""Stands above what a person wrote about requests that the collection has no longer."""

AS_BEFORE, ANEW, NEW, LEFT_OUT = "as before", "written anew", "new", "left out"
"""What may become of a request."""

_TOP: Place = ("", "")
_GONE: Place = (GONE.of, GONE.part)


def merged(written: Sequence[Cell], former: Iterable[Node], ours: Collection[str] = ()) -> list[Node]:
    """The cells of a notebook: as they are written now, with what a person made of the former ones.

    A cell that a person changed stands in the place of the written one. A cell that a person added stays below the written
    cell that it stood below. What belongs to a request that is gone stands at the end. A cell with one of the texts that are
    ``ours`` counts as unchanged.
    """
    new = {node["id"]: node for node in map(node_of, written)}
    places = {place_of(node): node for node in new.values()}
    subjects = {place[0] for place in places if place is not None}
    below: dict[Place, list[Node]] = {}
    gone: list[Node] = []
    seen: set[Place] = set()
    anchor, is_gone = _TOP, False
    for node in former:
        place = place_of(node)
        if place is not None and place not in seen:
            seen.add(place)
            is_gone = place[0] not in subjects or place == _GONE
            if place in places:
                anchor = place
                if is_changed(node) and node["source"] not in ours:
                    new = places[place]["metadata"][KEY]["hash"]
                    node["metadata"][KEY]["hash"] = new  # what is new there is said once
                    places[place] = node
                continue
            if not is_changed(node):
                continue
        (gone if is_gone else below.setdefault(anchor, [])).append(node)
    nodes = list(below.get(_TOP, ()))
    for place, node in places.items():
        nodes += [node, *below.get(place or _TOP, ())]
    if gone:
        nodes += [node_of(GONE), *gone]
    return _clean(nodes)


def without_deleted(
    cells: Sequence[Cell], former: Iterable[Node], remembered: Mapping[str, Sequence[str]]
) -> list[Cell]:
    """The cells without those that were written once, and that a person has deleted.

    Of a request that has no cell any more, new ones stay away too.
    """
    there = {place for place in map(place_of, former) if place is not None}
    subjects = {"", *(subject for subject, _ in there)}
    kept = []
    for cell in cells:
        subject = subject_of(cell)
        is_deleted = cell.part in remembered.get(subject, ()) and (subject, cell.part) not in there
        if not is_deleted and (subject in subjects or subject not in remembered):
            kept.append(cell)
    return kept


def left_away(cells: Iterable[Cell], kept: Iterable[Cell]) -> int:
    """How many of the cells are not kept, beside those of requests of which no cell is kept."""
    places = {(subject_of(cell), cell.part) for cell in kept}
    subjects = {subject for subject, _ in places}
    left = [(subject_of(cell), cell.part) for cell in cells if (subject_of(cell), cell.part) not in places]
    requests = {subject for subject, part in left if part == "heading" and subject not in subjects}
    return sum(1 for subject, _ in left if subject not in requests)


def changed_twice(written: Iterable[Cell], former: Iterable[Node]) -> list[str]:
    """The cells that a person has changed, and that are written otherwise now than the last time, each in words.

    What opens the collection is not among them: it follows what the person wrote there.
    """
    new = {(subject_of(cell), cell.part): cell for cell in written if cell.part != "open"}
    named: dict[str, None] = {}
    for node in former:
        place = place_of(node)
        cell = new.pop(place, None) if place is not None else None  # a copy is a person's own
        if cell is None or not is_changed(node) or node["source"].strip() == cell.text.strip():
            continue
        if node["metadata"][KEY]["hash"] != hash_of(cell.kind, cell.text):
            subject = subject_of(cell).removesuffix(" /")
            named[f"{subject} ({cell.part})" if subject else cell.part] = None
    return list(named)


def counted(written: Sequence[Cell], former: Iterable[Node], nodes: Iterable[Node]) -> Counter[str]:
    """How many requests became what, now that the ``nodes`` are those of the notebook; each with the words for it."""
    before, now = _sources(former), _sources(nodes)
    became: Counter[str] = Counter()
    for subject in dict.fromkeys(subject_of(cell) for cell in written if cell.part == "heading"):
        if subject not in now:
            became[LEFT_OUT] += 1
        elif subject not in before:
            became[NEW] += 1
        else:
            became[AS_BEFORE if before[subject] == now[subject] else ANEW] += 1
    return became


def gone_from(written: Iterable[Cell], former: Sequence[Node]) -> list[str]:
    """The requests that have cells in the former notebook, and that the collection has no longer."""
    there = {subject_of(cell) for cell in written}
    subjects = [place[0] for place in map(place_of, former[: _end_of(former)]) if place is not None]
    return [one for one in dict.fromkeys(subjects) if one not in there and one and not one.endswith(" /")]


def moved(former: Sequence[Node], nodes: Sequence[Node]) -> int:
    """How many of a person's cells stand at the end now, and stood elsewhere before."""
    before = {id(node) for node in former[_end_of(former) :]}
    return sum(1 for node in nodes[_end_of(nodes) :] if place_of(node) != _GONE and id(node) not in before)


def _end_of(nodes: Sequence[Node]) -> int:
    """Where what is of requests that are gone begins."""
    return next((number for number, node in enumerate(nodes) if place_of(node) == _GONE), len(nodes))


def _sources(nodes: Iterable[Node]) -> dict[str, list[str]]:
    """The texts of the cells of each subject."""
    sources: dict[str, list[str]] = {}
    for node in nodes:
        place = place_of(node)
        if place is not None:
            sources.setdefault(place[0], []).append(node["source"])
    return sources


def _clean(nodes: list[Node]) -> list[Node]:
    """The cells without outputs, and each with an id of its own."""
    ids: set[str] = set()
    for number, node in enumerate(nodes):
        if node["cell_type"] == "code":
            node |= {"outputs": [], "execution_count": None}
        if not node.get("id") or node["id"] in ids:
            node["id"] = f"{node.get('id') or 'cell'}"[:50] + f"-{number}"
        ids.add(node["id"])
    return nodes
