"""What holds for every lesson: it runs as it is, alone and twice; only refused cells end in an error; nothing secret is saved.

And all of them together head the collection's requests, in its order.
"""

import json
import re
from collections.abc import Iterator

import pytest

from kaizala_nb.course.lessons import LESSONS
from kaizala_nb.course.steps import collection
from tests.browser import drawings
from tests.course.lessons.desk import ANSWER, REFUSED, YOUR_TURN, Desk, tags
from tests.course.lessons.runner import NOTEBOOKS, Run, code_cells, read, run, secrets_in

ALL = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
MOST_BYTES = 700_000
"""Of a lesson that was run and saved with its widgets. Lesson 03 is the largest."""
LATER = [path for path in ALL if not path.name.startswith("00-")]
_FOLDERS = {number: folder for number, folder in enumerate(collection.folders[:5], 1)}


def number_of(path) -> str:
    """Of a lesson, in two digits."""
    return path.name[:2]


@pytest.fixture(scope="module", params=LATER, ids=number_of)
def lesson(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Each lesson, run once as Run All does."""
    return run(read(request.param), tmp_path_factory.mktemp("lesson"))


def test_every_lesson_has_a_notebook_and_every_notebook_a_lesson():
    assert [number_of(path) for path in ALL] == list(LESSONS), "LESSONS in kaizala_nb/course/lessons/__init__.py"


def test_it_runs_and_only_refused_cells_end_in_an_error(lesson):
    assert lesson.errors == []
    assert "Traceback" not in lesson.saved
    for index in code_cells(lesson.notebook):
        refused = lesson.text(index).startswith(("Refused: ", "Waited: "))
        if REFUSED in tags(lesson.notebook.cells[index]):
            assert refused or "Nothing was sent" in lesson.text(index), (index, lesson.text(index)[:300])
        else:
            assert not refused, (index, lesson.text(index)[:600])


def test_what_is_saved_holds_no_secret_and_is_small(lesson):
    without_code = lesson.notebook.copy()
    for cell in without_code.cells:
        cell.source = ""
    assert len(lesson.secrets) >= 4
    assert not secrets_in(json.dumps(without_code), lesson.secrets)
    assert len(lesson.saved.encode()) <= MOST_BYTES


@pytest.mark.parametrize("path", ALL, ids=number_of)
def test_a_drawing_is_of_today_is_told_in_words_and_comes_alone(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    links = [(cell, link) for cell in cells for link in drawings.LINK.finditer(cell.source)]
    assert sum(cell.source.count("![") for cell in cells) == len(links) <= 1
    for cell, link in links:
        assert link["digest"] == drawings.digest(link["drawing"]), "make drawings"
        [(name, picture)] = cell.attachments.items()
        assert name == link["name"] and list(picture) == ["image/png"] and len(picture["image/png"]) < 50_000
        assert len(link["words"]) > 80


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_it_runs_twice_in_a_row_and_says_the_same(path):
    """In one process: two desks, one after the other, end with the same checks."""
    said = []
    for _ in range(2):
        desk = Desk(number_of(path))
        desk.run_to(len(desk.cells))
        said.append({name: [line.done for line in desk.check(name).lines] for name in LESSONS[number_of(path)].CHECKS})
        desk.close()
    assert said[0] == said[1]


def checks() -> Iterator[tuple[str, str]]:
    """Every exercise: lesson, and name of its check."""
    for path in LATER:
        source = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")
        for name in dict.fromkeys(re.findall(r'kaizala\.check\("([^"]+)"', source)):
            yield number_of(path), name


@pytest.mark.parametrize("number", [number_of(path) for path in LATER])
def test_every_check_of_a_lesson_is_asked_for_in_it(number):
    asked_for = {name for lesson, name in checks() if lesson == number}
    assert asked_for == set(LESSONS[number].CHECKS), (
        f"notebooks/{number}-*.ipynb has a cell kaizala.check(...) for each"
    )


@pytest.mark.parametrize("path", ALL, ids=number_of)
def test_cells_are_short_and_tags_are_known(path):
    for index, cell in enumerate(read(path).cells):
        assert set(tags(cell)) <= {REFUSED, YOUR_TURN, ANSWER, "drill"}, index
        if cell.cell_type == "markdown" and "<details>" not in cell.source:
            assert len(re.sub(r"!\[[^]]*\]|<[^>]+>|[#*`|]", " ", cell.source).split()) <= 80, (index, cell.source)
        if YOUR_TURN in tags(cell):
            assert cell.source.lstrip().startswith("#"), index


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_each_part_has_a_guess_and_a_check_and_one_can_stop_after_it(path):
    """The check of the last part may be that of the learner's turn, which follows it."""
    whole = "\n".join(cell.source for cell in read(path).cells).partition("\n## Drill")[0]
    parts = re.split(r"^## Part \d: ", whole, flags=re.MULTILINE)[1:]
    assert len(parts) >= 2, "a lesson has two parts or more, each under a heading '## Part 1: ...'"
    for number, part in enumerate(parts, 1):
        assert "**Guess first" in part, f"part {number} asks for no guess"
        assert "kaizala.check(" in part, f"part {number} has no check"
        assert "You can stop here" in part or number == len(parts), f"part {number} does not say that one can stop"


@pytest.mark.parametrize("path", ALL, ids=number_of)
def test_a_lesson_ends_with_questions_whose_answers_are_folded(path):
    """Five of them, or three in the short lessons 06 and 07; most are about another API."""
    wanted = 3 if number_of(path) in ("06", "07") else 5
    [cell] = [cell for cell in read(path).cells if cell.source.startswith(("## Five questions", "## Three questions"))]
    assert re.findall(r"<summary>(\d)\. ", cell.source) == [str(number) for number in range(1, wanted + 1)]
    assert cell.source.count("</details>") == wanted
    assert "kaizala." not in cell.source


def test_the_lessons_head_every_request_of_the_collection_once_and_in_order():
    """Lesson 01 is folder [1.0], and so on; what was added later, and what the collection never had, may stand anywhere."""
    taught = []
    later = {step.name for folder in collection.folders[5:] for step in folder}
    for path in LATER:
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                found = re.match(r"#{2,4} (.+)", cell.source)
                name = found[1].removesuffix(" · Also in this folder").strip().replace("\\", "") if found else ""
                if any(step.name == name for step in collection) and name not in later:
                    taught.append((number_of(path), name))
    there = {int(number_of(path)) for path in LATER}
    wanted = [(f"{number:02}", step.name) for number, folder in _FOLDERS.items() if number in there for step in folder]
    assert taught == wanted


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_a_request_of_the_collection_has_a_form_and_its_reply_below_its_heading(path):
    cells = read(path).cells
    for index, cell in enumerate(cells):
        found = re.match(r"#{2,4} (.+)", cell.source) if cell.cell_type == "markdown" else None
        name = found[1].removesuffix(" · Also in this folder").strip().replace("\\", "") if found else ""
        step = next((step for step in collection if step.name == name), None)
        if step is None:
            continue
        section = []
        for below in cells[index + 1 :]:
            if below.cell_type == "markdown" and re.match("#{1,3} ", below.source):
                break
            section.append(below.source)
        text = "\n".join(section)
        signs_in = step.folder == "authentication" and "sign_in" in text
        assert signs_in or f"{step.slug}.form(" in text, name
        assert "send_once()" in text, name
