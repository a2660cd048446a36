"""An output brings the rules that it needs, and leaves out those of what is not in it."""

import re

import pytest

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.display.style_rules import used

SHEET = """
.kz{color:red}
.kz dl dt,.kz-frame{margin:0}
.kz td:first-child{border:0}
.kz p:focus-visible,.kz .kz-a{outline:0}
@media (forced-colors:active){
.kz .kz-b{border:1px}
.kz .kz-c{border:2px}
}
"""


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ('<div class="kz"></div>', ["color:red"]),
        ('<div class="kz"><dl><dt>A</dt></dl></div>', ["color:red", "margin:0"]),
        ('<div class="kz kz-frame"></div>', ["color:red", "margin:0"]),
        ('<div class="kz"><td></td><p></p></div>', ["color:red", "border:0", "outline:0"]),
        ('<div class="kz"><i class="kz-c"></i></div>', ["color:red", "border:1px", "border:2px"]),
    ],
)
def test_a_rule_comes_where_one_of_its_selectors_may_apply(html, rules):
    everything = ["color:red", "margin:0", "border:0", "outline:0", "border:1px", "border:2px"]
    assert [rule for rule in everything if rule in used(SHEET, html)] == rules


def test_the_whole_sheet_is_read():
    everything = "".join(f'<i class="{name}">' for name in set(re.findall(r"\.(kz[\w-]*)", faces.STYLE)))
    tags = "<dl><dt><dd><details><summary><pre><table><thead><tbody><tr><th><td><code><img><ol><li><p><progress>"
    assert used(faces.STYLE, everything + tags).replace("\n", "") == faces.STYLE.replace("\n", "")
