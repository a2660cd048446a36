"""The results as JUnit writes them, which CI systems read: a suite a folder, a case a request."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

from kaizala_nb.toolkit.runner.run import Result
from kaizala_nb.toolkit.runner.summary import by_folder

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(name: str, results: list[Result], mask: Callable[[str], str]) -> bytes:
    """The file. Names and texts are masked, and what XML cannot hold is replaced."""

    def said(text: str) -> str:
        return _NOT_IN_XML.sub("�", mask(text))

    root = ElementTree.Element("testsuites", _counts(results) | {"name": said(name)})
    for folder, several in by_folder(results):
        suite = ElementTree.SubElement(root, "testsuite", _counts(several) | {"name": said(folder)})
        for result in several:
            names = {"classname": said(folder), "name": said(result.step.name), "time": f"{result.seconds:.3f}"}
            case = ElementTree.SubElement(suite, "testcase", names)
            if result.outcome == "failed":
                failure = ElementTree.SubElement(case, "failure", {"message": said(result.problem)})
                failure.text = said(result.report)
            elif result.outcome == "not run":
                ElementTree.SubElement(case, "skipped", {"message": "not run: an earlier request failed"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _counts(results: list[Result]) -> dict[str, str]:
    return {
        "tests": str(len(results)),
        "failures": str(sum(result.outcome == "failed" for result in results)),
        "errors": "0",
        "skipped": str(sum(result.outcome == "not run" for result in results)),
        "time": f"{sum(result.seconds for result in results):.3f}",
    }
