"""What holds for every lesson: it runs as it is, alone and twice; only refused cells end in an error; nothing secret is saved.

And each heads the requests of its folder of the collection, in its order.
"""

import base64
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kaizala_nb.course.lessons import LESSONS
from kaizala_nb.course.steps import collection
from tests.browser import drawings
from tests.course.lessons import minutes
from tests.course.lessons.desk import ANSWER, REFUSED, YOUR_TURN, Desk, tags
from tests.course.lessons.runner import NOTEBOOKS, Run, code_cells, read, run, secrets_in

ALL = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
MOST_BYTES = 700_000
"""Of a lesson that was run and saved with its widgets. Lesson 03 is the largest."""
MOST_MINUTES = 15
"""From one exercise or question to the next."""
LATER = [path for path in ALL if not path.name.startswith("00-")]
_FOLDERS = {number: folder for number, folder in enumerate(collection.folders[:5], 1)}


HEADING = re.compile(r"(?P<level>#{2,4}) (?P<words>.+)")
MORE = "More of this folder"
NAMES = {step.name for step in collection}


def named(words: str) -> str:
    """The name of a request that the words of a heading may be."""
    return words.removesuffix(" · Also in this folder").strip().replace("\\", "")


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
        refused = any(one.startswith(("Refused: ", "Waited: ")) for one in lesson.text(index).splitlines())
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
        png = Image.open(io.BytesIO(base64.b64decode(picture["image/png"]))).convert("RGBA")
        assert png.getpixel((0, 0))[3] == 0, f"the corners of {name} are not clear"


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_it_runs_twice_in_a_row_and_says_the_same(path):
    """In one process: two desks, one after the other, end with the same checks. No exercise is done by itself."""
    asked = LESSONS[number_of(path)].CHECKS
    said = []
    for _ in range(2):
        desk = Desk(number_of(path))
        desk.run_to(len(desk.cells))
        said.append({name: [line.done for line in desk.check(name).lines] for name in asked})
        desk.close()
    assert said[0] == said[1]
    assert not [name for name, lines in said[0].items() if all(lines) and asked[name].word == "done"]


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
def test_each_part_has_a_guess_or_a_question_and_a_check_and_one_can_stop_after_it(path):
    """The check of the last part may be that of the learner's turn, which follows it."""
    whole = "\n".join(cell.source for cell in read(path).cells)
    parts = re.split(r"^## Part \d: ", re.split(r"\n## (?:Drill|More)", whole)[0], flags=re.MULTILINE)[1:]
    assert len(parts) >= 2, "a lesson has two parts or more, each under a heading '## Part 1: ...'"
    for number, part in enumerate(parts, 1):
        asked = part.count("**Guess first") + part.count("kaizala.ask(")
        assert asked == 1, f"part {number} has one guess or one question, and not {asked}"
        assert "kaizala.check(" in part, f"part {number} has no check"
        assert "You can stop here" in part or number == len(parts), f"part {number} does not say that one can stop"


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_no_guess_and_no_question_stands_between_a_form_and_its_reply(path):
    form = 0
    for index, cell in enumerate(read(path).cells):
        is_asked = "**Guess first" in cell.source or "kaizala.ask(" in cell.source
        assert not (form and is_asked), f"cell {index} asks before the form of cell {form} has its reply"
        if cell.cell_type == "code":
            form = index if re.search(r"\.form\(|\.sign_in\(", cell.source) and "send_once()" not in cell.source else 0


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_an_exercise_or_a_question_comes_every_fifteen_minutes(path):
    assert minutes.longest_without_practice(path) <= MOST_MINUTES


@pytest.mark.parametrize("path", ALL, ids=number_of)
def test_a_lesson_ends_with_questions_whose_answers_are_folded(path):
    """Five of them, or three in the short lessons 06 and 07; most are about another API."""
    wanted = 3 if number_of(path) in ("06", "07") else 5
    [cell] = [cell for cell in read(path).cells if cell.source.startswith(("## Five questions", "## Three questions"))]
    assert re.findall(r"<summary>(\d)\. ", cell.source) == [str(number) for number in range(1, wanted + 1)]
    assert cell.source.count("</details>") == wanted
    assert "kaizala." not in cell.source


def headed(path: Path) -> Iterator[tuple[str, bool]]:
    """The requests that the headings of a lesson name, and whether they stand under "More of this folder"."""
    is_more = False
    for cell in read(path).cells:
        found = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if found and found["level"] == "##":
            is_more = found["words"].startswith(MORE)
        if found and (name := named(found["words"])) in NAMES:
            yield name, is_more


@pytest.mark.parametrize("path", [path for path in LATER if int(number_of(path)) in _FOLDERS], ids=number_of)
def test_a_lesson_heads_every_request_of_its_folder_once_and_in_order(path):
    """Lesson 01 is folder [1.0], and so on; what was added later, and what the collection never had, may stand anywhere.

    The requests under "More of this folder" are in order among themselves.
    """
    later = {step.name for folder in collection.folders[5:] for step in folder}
    taught = [(name, is_more) for name, is_more in headed(path) if name not in later]
    wanted = [step.name for step in _FOLDERS[int(number_of(path))]]
    assert sorted(name for name, _ in taught) == sorted(wanted)
    for more in (False, True):
        names = [name for name, is_more in taught if is_more == more]
        assert names == sorted(names, key=wanted.index), f"in order, {'under' if more else 'before'} {MORE!r}"


@pytest.mark.parametrize("path", [path for path in LATER if int(number_of(path)) not in _FOLDERS], ids=number_of)
def test_a_lesson_without_a_folder_heads_no_request_of_the_first_five(path):
    assert not {name for name, _ in headed(path)} & {step.name for folder in _FOLDERS.values() for step in folder}


@pytest.mark.parametrize("path", LATER, ids=number_of)
def test_a_request_of_the_collection_has_a_form_and_its_reply_below_its_heading(path):
    cells = read(path).cells
    for index, cell in enumerate(cells):
        found = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        name = named(found["words"]) if found else ""
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
