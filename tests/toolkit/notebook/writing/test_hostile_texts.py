"""Whatever a file says: code cells are the calls that are meant, and a page shows no element that we did not write."""

import ast
import builtins
import json
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from tests.toolkit.notebook.writing.making import folder, request, texts, written

HOSTILE = [
    "!http://127.0.0.1:9/x.png and **!**http://127.0.0.1:9/y.png !<http://127.0.0.1:9/z.png>",
    "a\nimport os",
    "'); import os; ('",
    '"""\n!rm -rf /',
    "`` ` ``` ~~~",
    "</details><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<p>a</p>\n<iframe src='https://x.example'></iframe>",
    "%run x.py",
    "!ls",
    "os?",
    "\u2028!ls\u2029%x\x85y",
    "nul \x00 half \ud800",
    "[a](javascript:alert(1)) [b]: javascript:x\n\n[b]",
    "![p](http://x.example/a.png 'onload=\"x\"') <javascript:alert(1)>",
    "[a](https://x.example/\"onmouseover=alert(1)) [`</code>`](https://x.example/<b>)",
    "$\\href{javascript:alert(1)}{x}$ \\(x\\) \\\\[y\\\\] \\begin{a}\\end{a} $$z$$",
    "# one\n===\n- a\n  1. b\n     ```\n     </code></pre><b>\n\n> q\n: d\n| a | b |\n|---|---|\n| <b> | `|` |",
    "term\n: <script>x</script>\n\n[^1]: note\n\n- [ ] <b>todo</b>",
    "    <script>indented</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;lt;",
    "```html\n<b>\n````\n<script>x</script>\n```\n</details>",
    "x" * 3_000,
    "*" * 3_000,
    "[" * 3_000,
    "> " * 1_000 + "x",
    "class", "__class__", "1", "", " ", "...", "#", "session", "ﬁ", "数",
]  # fmt: skip

PIECES = [
    "<b>",
    "</details>",
    "<script>",
    "&lt;",
    "`",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "> ",
    "# ",
    "|",
    "|-|\n",
    "[",
    "](",
    ")",
]
PIECES += [
    "javascript:x",
    "https://x.example",
    "$",
    "\\",
    "*",
    "_",
    "!",
    "%",
    "?",
    "'",
    '"',
    "\u2028",
    "\x00",
    "a",
    "1. ",
    ": ",
    "=",
    "<!--",
    "-->",
]
ANY = st.one_of(
    st.sampled_from(HOSTILE), st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=60)
)

OURS = {
    *[
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "blockquote",
        "hr",
    ],
    *["br", "table", "thead", "tbody", "tr", "th", "td", "span", "div", "details", "summary"],
}
OTHERS = {"", "api.journal", "api.report", "api.fill_in()", "api.program('library-program.py')"}
OPENED = "api = Api.from_postman('api.json', allow_hosts=[])"
_ATTRIBUTES = {"href", "class", "id", "start", "style"}


class Page(HTMLParser):
    """The elements of a page; what is none of ours is a fault."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[object] = []
        self.folds = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.folds += tag == "details"
        values = dict(attrs)
        if tag not in OURS or set(values) - _ATTRIBUTES:
            self.faults.append((tag, attrs))
        if not values.get("href", "#").startswith(("#", "https://", "http://", "mailto:")):
            self.faults.append((tag, attrs))

    def handle_comment(self, data):
        self.faults.append(("comment", data))


def check_pages(notebook):
    for source in texts(notebook, "markdown"):
        page = Page(markdown2html_mistune(source))
        assert not page.faults
        assert page.folds == source.startswith("<details>")


def look_at(name, words):
    saved = [{"name": words, "body": words}, {"name": name, "body": f'{{"a": {json.dumps(words)}}}'}]
    items = folder(name, request(name, doc=words, path=f"/{name[:100]}?q=1", needs="needs", response=saved))
    with tempfile.TemporaryDirectory() as place:
        notebook = written(
            Path(place), items, name=name, doc=words, file="api.json", live=True
        )  # so the name decides what it is called
    code = {
        cell.metadata.kaizala_nb.part: ast.parse(cell.source) for cell in notebook.cells if cell.cell_type == "code"
    }
    opening, form, reply = (code.pop(part) for part in ("open", "form", "reply"))
    api = opening.body[-1].value.id
    if check := code.pop("check", None):
        assert ast.unparse(check.body[0].value.func) == f"{api}.check"
        assert [type(argument) for argument in check.body[0].value.args] == [ast.Constant]
    assert api not in {*dir(builtins), "Api", "os", "requests"}
    assert ast.unparse(opening).splitlines()[1:] == [OPENED.replace("api =", f"{api} ="), api]
    assert {ast.unparse(other) for other in code.values()} <= {other.replace("api.", f"{api}.") for other in OTHERS}
    (assigned, shown), (read,) = form.body, reply.body
    variable = assigned.targets[0].id
    assert ast.unparse(shown) == variable
    assert ast.unparse(read) == f"{variable}.send_once().df"
    assert isinstance(assigned.value, ast.Call) and assigned.value.func.attr == "form" and not assigned.value.args
    way = assigned.value.func.value
    while not isinstance(way, ast.Name):
        assert isinstance(way, ast.Attribute) or (
            isinstance(way, ast.Subscript) and isinstance(way.slice, ast.Constant)
        )
        way = way.value
    assert way.id == api
    for source in texts(notebook):
        assert TransformerManager().transform_cell(source).rstrip("\n") == source
    check_pages(notebook)


WORDS = [
    "os",
    "requests",
    "allow_changes",
    "response",
    "print",
    "str",
    "environ",
    "setdefault",
    "encode",
    "json",
    "status_code",
    "text",
    "get",
    "post",
    "name",
    "names",
    "join",
    "check",
    "contextmanager",
    "Exception",
    "RequestException",
    "get_ipython",
    "set_custom_exc",
    "kind",
    "show",
    "problem",
    "type",
    "__name__",
]


def look_at_code(name, words):
    """Each name in a program is one of ours; all else is a literal."""
    post = request(name, "POST", doc=words, path=f"/{name[:100]}", needs="needs")
    post["request"]["body"] = {"mode": "raw", "raw": words}
    post["request"]["header"].append({"key": "X-Words", "value": name})
    looked_at = f"pm.response.json()[{json.dumps(words[:100])}]"
    script = f"pm.test({json.dumps(name)}, () => {{ pm.expect({looked_at}).to.eql({json.dumps(name)}); }});"
    post["event"] = [{"listen": "test", "script": {"exec": script}}]
    with tempfile.TemporaryDirectory() as place:
        notebook = written(Path(place), folder(name, request(name, path="/a"), post), name=name, doc=words, code=True)
    for source in texts(notebook):
        assert TransformerManager().transform_cell(source).rstrip("\n") == source
        for node in ast.walk(ast.parse(source)):
            name_of_node = getattr(node, "id", getattr(node, "attr", None))
            assert name_of_node in {None, *WORDS}
    check_pages(notebook)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_and_description_stay_words(text):
    look_at(text, text)
    look_at_code(text, text)


@settings(max_examples=40, deadline=None)
@given(name=ANY, words=ANY)
def test_any_name_and_description_stay_words(name, words):
    look_at(name, words)
    look_at_code(name, words)
