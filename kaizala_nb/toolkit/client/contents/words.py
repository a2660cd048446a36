"""The text of a body. Its type may say in which encoding it is; what is wrong in it becomes a replacement sign."""

import codecs
import re

from kaizala_nb.toolkit.client.transport import Answer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})")
_OF_TEXTS = re.compile(
    "ascii|utf[-_]?(8|16|32).*|iso8859-.*|cp[0-9]+|koi8-.*|mac-.*|(shift_jis|euc|gb|big5|johab|iso2022).*|tis-620|hz"
)
"""The encodings that texts have, by Python's names. Others, such as punycode, are no encodings of a body."""


def words_of(answer: Answer) -> str:
    """The text of a body."""
    return answer.content.decode(encoding_of(answer), "replace")


def encoding_of(answer: Answer) -> str:
    """The encoding of a body: what its first bytes say, or its type, or XML itself; or else UTF-8."""
    for mark, name in _MARKS:
        if answer.content.startswith(mark):
            return name
    said = _CHARSET.search(answer.headers.get("content-type", ""))
    in_xml = _IN_XML.match(answer.content[:300])
    named = said[1] if said else in_xml[1].decode() if in_xml else ""
    try:
        name = codecs.lookup(named).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if _OF_TEXTS.fullmatch(name) else "utf-8"
