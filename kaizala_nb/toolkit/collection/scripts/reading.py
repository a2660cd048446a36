"""Carries out what is understood of scripts. The scripts themselves are not run.

What is not understood may change anything that it names, and may end the script: from there on nothing is done that is not certain.
"""

from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts.evaluation import evaluate
from kaizala_nb.toolkit.collection.scripts.machine import Exhausted, Finished, Machine
from kaizala_nb.toolkit.collection.scripts.outcome import Outcome, Result, Scene, Script
from kaizala_nb.toolkit.collection.scripts.parsing import parsed
from kaizala_nb.toolkit.collection.scripts.statements import run_function, run_script
from kaizala_nb.toolkit.collection.scripts.timers import run_later
from kaizala_nb.toolkit.collection.scripts.translation import Unreadable
from kaizala_nb.toolkit.collection.scripts.values import Lost, Thrown, keys, shown, truth


class ReadScripts:
    """An engine: what is certain of scripts is done, what is not is in the notes.

    Args:
        random_value: Gives a new value for a dynamic variable such as ``$guid``; None for a name that there is not.
    """

    def __init__(self, random_value: Callable[[str], str | None] = lambda _: None) -> None:
        self._random_value = random_value

    def carry_out(self, scripts: Sequence[Script], scene: Scene) -> Outcome:
        """See :class:`~kaizala_nb.toolkit.collection.scripts.outcome.Engine`."""
        machine = Machine(scene, self._random_value, run_function, evaluate)
        for script in scripts:
            _carry_out(machine, script)
            if machine.outcome.skip:
                break
        machine.outcome.changes = machine.variables.certain()
        machine.outcome.looked_at = frozenset(machine.variables.looked_at)
        return machine.outcome


def _carry_out(machine: Machine, script: Script) -> None:
    outcome = machine.outcome
    before = len(outcome.notes)
    try:
        program = parsed(script.text)
        run_script(machine, program.body)
        run_later(machine)
    except Unreadable as problem:
        outcome.notes.append(str(problem))
        machine.variables.forget_all(str(problem).rstrip("."))
    except Thrown as thrown:
        run_later(machine, "an error has ended the script before")
        outcome.error = outcome.error or f"{_whose(script)} ends in line {machine.line}: {thrown.text}"
    except Finished:
        pass
    except Lost as lost:
        machine.note(lost.why)
        run_later(machine, lost.why)
    except (Exhausted, RecursionError):
        outcome.notes.append("The script does too much to be read: the rest of it is not done.")
        machine.variables.forget_all("the script before does too much to be read")
    finally:
        machine.doubts.clear()
        machine.depth = 0
        machine.later.clear()
    machine.variables.settle(machine.unknown_in)
    _old_tests(machine)
    where = _whose(script)
    outcome.notes[before:] = [f"{where}: {note[0].lower()}{note[1:]}" for note in outcome.notes[before:]]


def _whose(script: Script) -> str:
    return f"The script of {script.place!r}" if script.place else "The script"


def _old_tests(machine: Machine) -> None:
    """What the script has put into ``tests``."""
    tests, machine.tests = machine.tests, {}
    for name in keys(tests):
        unknown = machine.unknown_in(tests[name])
        if unknown is not None:
            machine.outcome.results.append(Result(name, None, f"It is not evaluated: {unknown.why}."))
        else:
            passed = truth(tests[name])
            problem = "" if passed else f"expected {shown(tests[name])} to be truthy"
            machine.outcome.results.append(Result(name, passed, problem, name in machine.about_status))
