"""The results of a run as a JUnit file, which CI systems read: a suite for each folder, a case for each request."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

from kaizala_nb.toolkit.runner.run import Result
from kaizala_nb.toolkit.runner.summary import by_folder

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(name: str, results: list[Result], mask: Callable[[str], str]) -> bytes:
    """The content of the file. ``name`` is the name of the collection.

    ``mask`` masks secrets in every name and text. Characters that XML cannot have are replaced by "�".
    """

    def clean(text: str) -> str:
        return _NOT_IN_XML.sub("�", mask(text))

    root = ElementTree.Element("testsuites", _counts(results) | {"name": clean(name)})
    for folder, several in by_folder(results):
        suite = ElementTree.SubElement(root, "testsuite", _counts(several) | {"name": clean(folder)} | _when(several))
        for result in several:
            names = {"classname": clean(folder), "name": clean(result.step.name), "time": f"{result.seconds:.3f}"}
            case = ElementTree.SubElement(suite, "testcase", names)
            if result.outcome == "failed":
                failure = ElementTree.SubElement(case, "failure", {"message": clean(result.problem)})
                failure.text = clean(result.report)
            elif result.outcome == "not run":
                ElementTree.SubElement(case, "skipped", {"message": "not run: an earlier request failed"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _when(results: list[Result]) -> dict[str, str]:
    """When the first of some requests was sent, as ISO 8601 has it."""
    started = [result.started for result in results if result.started]
    return {"timestamp": datetime.fromtimestamp(min(started), UTC).isoformat("T", "seconds")} if started else {}


def _counts(results: list[Result]) -> dict[str, str]:
    return {
        "tests": str(len(results)),
        "failures": str(sum(result.outcome == "failed" for result in results)),
        "errors": "0",
        "skipped": str(sum(result.outcome == "not run" for result in results)),
        "time": f"{sum(result.seconds for result in results):.3f}",
    }
