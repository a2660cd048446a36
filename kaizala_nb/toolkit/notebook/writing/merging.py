"""A notebook that is written again: what a person added or changed stays."""

from collections.abc import Iterable, Sequence

from kaizala_nb.toolkit.notebook.writing.cells import Cell, Node, Place, is_changed, node_of, place_of

GONE = Cell("markdown", "## No longer in the collection", "", "gone")
"""Stands above what a person wrote about requests that the collection has no longer."""

_TOP: Place = ("", "")


def merged(written: Sequence[Cell], former: Iterable[Node]) -> list[Node]:
    """The cells of a notebook: as they are written now, with what a person made of the former ones.

    A cell that a person changed stands in the place of the written one. A cell that a person added stays below the written
    cell that it stood below. What belongs to a request that is gone stands at the end.
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
            is_gone = place[0] not in subjects or place == (GONE.of, GONE.part)
            if place in places:
                anchor = place
                if is_changed(node):
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
