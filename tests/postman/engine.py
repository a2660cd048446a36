"""An engine for tests: a function for each turn says what comes of scripts, whatever their text is."""

from collections.abc import Callable

from kaizala_nb.toolkit.collection.scripts.outcome import Change, Outcome, Result, Scene, Script


class Told:
    """``turns``: for "prerequest" and "test" a function from the scene to an outcome. ``seen`` has what it was given."""

    def __init__(self, **turns: Callable[[Scene], Outcome]) -> None:
        self.turns = turns
        self.seen: list[tuple[list[Script], Scene]] = []

    def carry_out(self, scripts, scene):
        self.seen.append((list(scripts), scene))
        turn = self.turns.get(scripts[0].event)
        return turn(scene) if turn else Outcome()


def sets(scope="environment", **values) -> Outcome:
    """Variables are set; ``_`` in a name stands for ``-``."""
    return Outcome(changes=[Change(scope, name.replace("_", "-"), value) for name, value in values.items()])


def checked(passed: bool | None, problem: str = "", name: str = "a check", *, about_status: bool = False) -> Outcome:
    """One check."""
    return Outcome(results=[Result(name, passed, problem, about_status)])


def scripted(item: dict, *events: str) -> dict:
    """An item with a script for each of these events, or for both."""
    events = events or ("prerequest", "test")
    return item | {"event": [{"listen": event, "script": {"exec": [f"// {event}"]}} for event in events]}
