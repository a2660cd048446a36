"""What a checker of types knows of ``kaizala.groups.create_group`` and all other requests; and that it is told of each."""

import re
from pathlib import Path
from typing import get_type_hints

import pytest
from mypy import api as mypy

from kaizala_nb import Kaizala
from kaizala_nb.course import folders
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.notebook.bound import Bound
from tests.packaging.tracked import ROOT

HEAD = """
from datetime import datetime, timedelta
from pathlib import Path
import pandas as pd
from kaizala_nb import Api, Kaizala, Upload
from kaizala_nb.toolkit.collection import variable
kaizala = Kaizala()
api = Api.from_postman("library.json", url="https://library.example.org")
table = pd.DataFrame({"mobileNumber": ["+447700900002"]})
"""
RIGHT = [
    'kaizala.groups.create_group("Field team", members=["+447700900002"], group_type="ConnectGroup")',
    'kaizala.groups.create_group(name="Field team", members=None)',
    'kaizala.groups.create_group(name="Field team", members=variable("mobile-number-3"))',
    'kaizala.groups.add_members(members=table["mobileNumber"])',
    'kaizala.groups.add_members(members=table["mobileNumber"].astype(str).unique())',
    'kaizala.groups.add_members(members=("+447700900002", "+447700900003"))',
    'kaizala.groups.add_members(members={"+447700900002"})',
    'kaizala.groups.remove_member(member_id=table["mobileNumber"].iloc[0])',
    'kaizala.groups.subscribers(cursor="7").head()',
    'kaizala.content.upload_media(files=["sign.png", Path("plan.pdf"), Upload("note.pdf", b"")])',
    'kaizala.content.upload_media(files=Path("plan.pdf"))',
    'kaizala.content.post_job("Boxes", due_date=timedelta(hours=8))',
    'kaizala.content.post_meeting("Plans", datetime.now(), 45, place=(51.5, -0.1, "London"))',
    'kaizala.content.post_meeting("Plans", "2030-05-06T09:00:00Z", place={"latitude": 51.5, "longitude": -0.1})',
    'kaizala.content.post_meeting("Plans", pd.Timestamp("2030-05-06"), place=table.loc[0])',
    'kaizala.content.send_survey("Lunch", ["What?", {"title": "When?", "type": "DateTime"}])',
    'kaizala.content.send_survey("Lunch", table)',
    'kaizala.content.respond_to_survey(["Soup", 12, None, {"lt": 51.5, "lg": -0.1}])',
    'kaizala.content.post_custom_action_with_properties({"occasion": "birthday"})',
    'kaizala.content.update_properties([{"name": "occasion", "value": "birthday"}])',
    "kaizala.queries.fetch_jobs(from_date=1_500_000_000, count=3)",
    'kaizala.webhooks.subscribe_to_group(event_types=["JobCreated"])',
    "kaizala.groups.create_group.form()",
    'kaizala.groups.create_group.form(members=["+447700900002"])',
    'kaizala.groups.create_group.code("curl", name="Field team")',
    'kaizala["Step1 - Create a group"](name="Field team")',
    'api.books.add_a_book(title="Emma").df',
    'api.books.add_a_book.form(title="Emma")',
]
"""What runs, so a checker has to let it through."""
WRONG = {
    'kaizala.groups.create_group(nam="Field team")': 'Unexpected keyword argument "nam" .* did you mean "name"',
    'kaizala.groups.create_group.code(nam="Field team")': 'Unexpected keyword argument "nam" .* did you mean "name"',
    "kaizala.groups.create_group(name=7)": '"name" .* incompatible type "int"; expected "str"',
    "kaizala.groups.create_group()": 'Missing positional argument "name"',
    'kaizala.groups.create_group("Field team", members=[7])': 'incompatible type "int"; expected "str"',
    'kaizala.groups.create_group("Field team", group_type="Club")': r"expected \"Literal\['Group', 'ConnectGroup'\]",
    'kaizala.webhooks.subscribe_to_group(event_types=["JobMade"])': "incompatible type",
    'kaizala.content.post_meeting("Plans", 7)': '"int"; expected "datetime | date | str"',
    'kaizala.groups.creat_group("Field team")': '"Groups" has no attribute "creat_group"; maybe "create_group"',
    "kaizala.grups.fetch_groups()": '"Kaizala" has no attribute "grups"; maybe "groups"',
}
"""What does not run, and how a checker says it."""
TYPES = {
    'kaizala.groups.create_group(name="Field team")': "kaizala_nb.toolkit.client.reply.Reply",
    "kaizala.groups.create_group.form()": "kaizala_nb.toolkit.widgets.form.Form",
    'kaizala.groups.create_group.code(name="Field team")': "str",
    'api.books.add_a_book(title="Emma")': "kaizala_nb.toolkit.client.reply.Reply",
}
"""What comes back."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What mypy says of each of the lines above; "" where it lets it through."""
    folder = tmp_path_factory.mktemp("typed")
    lines = [*HEAD.strip().splitlines(), *RIGHT, *WRONG, *(f"reveal_type({line})" for line in TYPES)]
    Path(folder / "cell.py").write_text("\n".join(lines) + "\n")
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    told, trouble, _ = mypy.run([*options, str(folder / "cell.py")])
    assert not trouble
    words: dict[str, str] = dict.fromkeys(lines, "")
    for number, sentence in re.findall(r"cell\.py:(\d+): (.*)", told):
        words[lines[int(number) - 1]] += sentence
    return words


@pytest.mark.parametrize("line", RIGHT)
def test_what_runs_is_let_through(said, line):
    assert said[line] == ""


@pytest.mark.parametrize("line", WRONG)
def test_what_does_not_run_is_an_error(said, line):
    assert re.search(WRONG[line], said[line]), said[line]


@pytest.mark.parametrize("line", TYPES)
def test_the_type_of_what_comes_back_is_known(said, line):
    assert f'Revealed type is "{TYPES[line]}"' in said[f"reveal_type({line})"]


def test_each_folder_names_its_requests():
    """What to write is said in words: one line a request, in the order of the collection."""
    by_slug = collection.by_slug()
    assert list(folders.FOLDERS) == list(by_slug), "add the folder to FOLDERS in kaizala_nb/course/folders.py"
    for slug, steps in by_slug.items():
        lines = {name: one.step for name, one in vars(folders.FOLDERS[slug]).items() if isinstance(one, Bound)}
        for step in steps:
            assert lines.pop(step.slug, None) is step, (
                f"kaizala_nb/course/folders.py: class {folders.FOLDERS[slug].__name__} wants the line "
                f"{step.slug} = Bound(<its module>.{step.slug})"
            )
        assert not lines, f"kaizala_nb/course/folders.py: there is no such request any more: {', '.join(lines)}"


def test_kaizala_names_its_folders():
    hints = get_type_hints(Kaizala)
    assert {slug: hints.get(slug) for slug in folders.FOLDERS} == folders.FOLDERS
