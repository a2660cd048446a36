"""The results of a run as a JUnit file, which CI systems read: a suite for each folder, a case for each request.

A request with checks has a case for each check instead, as newman's has. If the request itself failed, that is one more case.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree

from kaizala_nb.toolkit.runner.run import Result
from kaizala_nb.toolkit.runner.summary import by_folder

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Case(NamedTuple):
    """A case: its class and its name; "failure", "skipped" or "" for a good one; why, in a sentence and with all details."""

    place: str
    name: str
    seconds: float
    kind: str = ""
    message: str = ""
    details: str = ""


def report(name: str, results: list[Result], mask: Callable[[str], str]) -> bytes:
    """The content of the file. ``name`` is the name of the collection.

    ``mask`` masks secrets in every name and text. Characters that XML cannot have are replaced by "�".
    """

    def clean(text: str) -> str:
        return _NOT_IN_XML.sub("�", mask(text))

    cases = [case for result in results for case in _cases(result)]
    root = ElementTree.Element("testsuites", _counts(cases, results) | {"name": clean(name)})
    for folder, several in by_folder(results):
        of_folder = [case for result in several for case in _cases(result)]
        facts = _counts(of_folder, several) | {"name": clean(folder)} | _when(several)
        suite = ElementTree.SubElement(root, "testsuite", facts)
        for one in of_folder:
            names = {"classname": clean(one.place), "name": clean(one.name), "time": f"{one.seconds:.3f}"}
            case = ElementTree.SubElement(suite, "testcase", names)
            if one.kind:
                ElementTree.SubElement(case, one.kind, {"message": clean(one.message)}).text = (
                    clean(one.details) or None
                )
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _cases(result: Result) -> list[_Case]:
    """The cases of a request. Each check has the time of its request."""
    folder, name, seconds = result.folder.name, result.step.name, result.seconds
    cases = []
    for check in result.checks:
        kind = {True: "", False: "failure", None: "skipped"}[check.passed]
        message = check.problem if check.passed is False else f"not evaluated: {check.problem}"
        cases.append(_Case(f"{folder} / {name}", check.name, seconds, kind, message if kind else ""))
    if result.outcome == "failed" and (result.report or not cases):
        cases.insert(0, _Case(folder, name, seconds, "failure", result.problem, result.report))
    elif result.outcome == "skipped":
        cases.insert(
            0, _Case(folder, name, seconds, "skipped", result.problem or "skipped: a script went on elsewhere")
        )
    elif result.outcome == "not run":
        cases.insert(0, _Case(folder, name, seconds, "skipped", "not run: an earlier request failed"))
    return cases or [_Case(folder, name, seconds)]


def _when(results: list[Result]) -> dict[str, str]:
    """When the first of some requests was sent, as ISO 8601 has it."""
    started = [result.started for result in results if result.started]
    return {"timestamp": datetime.fromtimestamp(min(started), UTC).isoformat("T", "seconds")} if started else {}


def _counts(cases: list[_Case], results: list[Result]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(case.kind == "failure" for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.kind == "skipped" for case in cases)),
        "time": f"{sum(result.seconds for result in results):.3f}",
    }
